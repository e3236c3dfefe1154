// My day: the stars of a page, what is searched in it, and the calendar file of the stars
import { $, $$, dataOf, make } from './page.js';
import { calendarOf, eventsIn, save } from './calendar.js';
import { changesOf } from './changes.js';
import { exhibitorOf, exhibitorsIn, exhibitorsOf, sessionsIn } from './rows.js';
import { filtered } from './search.js';
import { byPlace, readStars, seen, stars, toggle } from './stars.js';

const number = count => count.toLocaleString('en');

export function startMine() {
  const bar = $('.mine');
  if (!bar) return;
  const { edition } = $('main').dataset, list = $('#list_'), hits = $('.hits'), visits = $('.visits'), jumps = $('.jumps');
  const [mine, file] = $$('button', bar), status = $('[role=status]', bar), form = $('form.filter');
  const data = dataOf('#exhibitors_'), sessions = sessionsIn();
  const exhibitors = list ? exhibitorsIn(list, edition) : data ? exhibitorsOf(data, edition) : [];
  const rows = [...sessions, ...exhibitors], shown = rows.filter(({ element }) => element);
  const known = new Map(rows.map(row => [row.id, row]));
  const calendar = eventsIn(dataOf('#calendar_') || [[], '']);
  let onlyMine = false, fits = new Set(rows);

  const isExhibitor = id => id.startsWith(`${edition}/exhibitors/`);
  const withEvent = () => stars.filter(id => calendar.events.has(id) && known.has(id));
  const star = ({ id, state }, button = make('button', { className: 'star' })) => Object.assign(button, {
    value: id, ariaLabel: `Star: ${state.t}`, onclick() { toggle(id, state); draw(); } });
  const line = row => make('li', {}, make('b', {}, row.state.r || ''), make('a', { href: row.href }, row.state.t), star(row));

  function draw() {
    const own = stars.filter(id => known.has(id) || (!list && isExhibitor(id))), on = new Set(own);
    if (!own.length) onlyMine = false;
    $('span', mine).textContent = own.length;
    mine.ariaPressed = onlyMine;
    mine.hidden = !own.length;
    file.hidden = !withEvent().length;
    if (visits) {
      const starred = own.filter(isExhibitor).map(id => known.get(id) || exhibitorOf(id, seen[id]));
      visits.hidden = !onlyMine || !starred.length;
      $('ul', visits).replaceChildren(...starred.sort(byPlace).map(line));
    }
    for (const button of $$('.star')) {
      const isOn = on.has(button.value);
      if (button.ariaPressed === `${isOn}`) continue;
      button.textContent = isOn ? '★' : '☆';
      button.ariaPressed = isOn;
    }
    for (const row of shown) {
      row.element.classList.toggle('starred', on.has(row.id));
      row.element.hidden = (onlyMine && !on.has(row.id)) || !fits.has(row);
    }
    const isAll = !onlyMine && fits.size === rows.length;
    for (const theme of $$('.theme')) theme.hidden = onlyMine;
    for (const part of $$('.half, .day, .letter')) part.hidden = !isAll && !$(':is([data-s], li[id]):not([hidden])', part);
    for (const letter of $$('#az_ a')) letter.parentNode.hidden = $(letter.hash).hidden;
  }

  // Shows what a search found; how much of each kind
  function show(found, text) {
    fits = found;
    const fit = exhibitors.filter(row => fits.has(row));
    if (hits) {
      // The first ones, and a link to all
      hits.hidden = !text || !fit.length;
      $('ul', hits).replaceChildren(...fit.slice(0, 20).map(line));
      $('p a', hits).search = `?q=${encodeURIComponent(text)}`;
    }
    draw();
    const counted = (all, some, noun) => all.length ? [`${number(some)} of ${number(all.length)} ${noun}`] : [];
    return [...counted(sessions, fits.size - fit.length, 'sessions'), ...counted(exhibitors, fit.length, 'exhibitors')].join(', ');
  }

  readStars();
  for (const row of shown) {
    const button = $('.star', row.element);
    if (!button) continue;
    star(row, button);
    const onclick = () => save(calendarOf(calendar, [row.id]), row.id.replace('/', '-'));
    if (calendar.events.has(row.id)) button.parentNode.append(make('button', { onclick, ariaLabel: `.ics: ${row.state.t}` }, '.ics'));
  }
  mine.onclick = () => { onlyMine = !onlyMine; draw(); };
  file.onclick = () => save(calendarOf(calendar, withEvent()), 'my-sessions');
  const isWhole = id => id.startsWith(`${edition}/`) && (isExhibitor(id) ? exhibitors.length : 'all' in bar.dataset);
  bar.prepend(changesOf(known, isWhole, draw));
  const update = form ? filtered(form, rows, show) : draw;
  update();
  if (jumps) jumps.onclick = () => {
    if (!$('.prog [hidden]')) return;
    onlyMine = false;
    form?.reset();
    update();
    status.textContent = 'All sessions are shown again.';
  };
}
