// My day: the stars of a page, what is searched in it, and the calendar file of the stars
import { $, $$, button, dataOf, link, make, number } from './page.js';
import { calendarOf, eventsIn, save } from './calendar.js';
import { changesOf } from './changes.js';
import { exhibitorOf, exhibitorsIn, exhibitorsOf, searchIn, sessionsIn } from './rows.js';
import { filtered } from './search.js';
import { byPlace, readStars, seen, stars, toggle } from './stars.js';

// How many exhibitors are shown of those that a search finds
const MOST = 20;

export function startMine() {
  const { edition } = $('main').dataset, programme = $('[data-stars]'), list = $('#list_'), hits = $('.hits');
  const bar = $('.mine'), hasAllDays = hits || $('.lines'), data = dataOf('#exhibitors_');
  if (!bar) return;
  const sessions = programme ? sessionsIn(programme) : [];
  const exhibitors = list ? exhibitorsIn(list, edition) : data ? exhibitorsOf(data, edition) : [];
  const rows = [...sessions, ...exhibitors], known = new Map(rows.map(row => [row.id, row]));
  const calendar = eventsIn(dataOf('#calendar_') || '');
  let onlyMine = false, fits = new Set(rows);

  const isExhibitor = id => id.startsWith(`${edition}/exhibitors/`);
  const withEvent = () => stars.filter(id => calendar.events.has(id) && known.has(id));
  const mine = button('', '', () => { onlyMine = !onlyMine; draw(); });
  const file = button('', 'My sessions .ics', () => save(calendarOf(calendar, withEvent()), 'my-sessions'));
  const hint = make('span', 'dim small'), visits = make('section', 'stands');
  hint.role = 'status';
  const star = ({ id, state }) => Object.assign(
    button('star', '', () => { toggle(id, state); draw(); }, `Star: ${state.t}`), { value: id });
  const line = row => make('li', '', make('b', '', row.state.r || ''), link(row.href, '', row.state.t), star(row));

  function draw() {
    const own = stars.filter(id => known.has(id) || (!list && isExhibitor(id))), on = new Set(own);
    if (!own.length) onlyMine = false;
    mine.textContent = `★ ${list ? 'My exhibitors' : hasAllDays ? 'My programme' : 'My day'} (${own.length})`;
    mine.ariaPressed = onlyMine;
    mine.hidden = !own.length;
    file.hidden = !withEvent().length;
    hint.textContent = own.length || !$('.star') ? '' : 'Star what you want to see; your list stays on this device.';
    const starred = own.filter(isExhibitor).map(id => known.get(id) || exhibitorOf(id, seen[id]));
    visits.hidden = list || !onlyMine || !starred.length;
    visits.replaceChildren(make('h2', '', 'My exhibitors'), make('ul', '', ...visits.hidden ? [] : starred.sort(byPlace).map(line)));
    for (const button of $$('.star')) {
      button.textContent = on.has(button.value) ? '★' : '☆';
      button.ariaPressed = on.has(button.value);
    }
    for (const row of rows.filter(({ element }) => element)) {
      row.element.classList.toggle('starred', on.has(row.id));
      row.element.hidden = (onlyMine && !on.has(row.id)) || !fits.has(row);
    }
    const isAll = !onlyMine && fits.size === rows.length;
    for (const theme of $$('.theme')) theme.hidden = onlyMine;
    for (const part of $$('.half, .day, .letter')) part.hidden = !isAll && !$('[data-s]:not([hidden]), li[id]:not([hidden])', part);
    for (const letter of $$('#az_ a')) letter.parentNode.hidden = $(letter.hash).hidden;
  }

  // Shows what a search found; how much of each kind
  function show(found, text) {
    fits = found;
    const fit = exhibitors.filter(row => fits.has(row));
    if (hits) {
      const all = link(searchIn(text), '', `All ${number(fit.length)} in the list`);
      hits.replaceChildren(...text && fit.length ? [make('ul', '', ...fit.slice(0, MOST).map(line)), make('p', '', all)] : []);
    }
    draw();
    return [[sessions, fits.size - fit.length, 'session'], [exhibitors, fit.length, 'exhibitor']].filter(([all]) => all.length)
      .map(([all, some, noun]) => `${number(some)} of ${number(all.length)} ${noun}s`).join(', ');
  }

  readStars();
  for (const row of rows) {
    const tools = row.element && $('.tools', row.element);
    if (list) row.element.prepend(star(row));
    tools?.prepend(star(row));
    if (tools && calendar.events.has(row.id)) {
      tools.append(button('', '.ics', () => save(calendarOf(calendar, [row.id]), row.id.replace('/', '-')), `.ics: ${row.state.t}`));
    }
  }
  const isWhole = id => id.startsWith(`${edition}/`) && (isExhibitor(id) ? exhibitors.length : hasAllDays);
  bar.append(...changesOf(known, isWhole, draw), make('p', 'acts', mine, file, hint));
  (programme || bar).after(visits);
  const form = $('form.filter'), jumps = $('.jumps');
  form ? filtered(form, rows, show) : draw();
  addEventListener('storage', () => { readStars(); draw(); });
  if (jumps) jumps.onclick = () => {
    if (rows.every(({ element }) => !element?.hidden)) return;
    onlyMine = false;
    if (form) form.q.value = '';
    form?.oninput();
    draw();
    hint.textContent = 'All sessions are shown again.';
  };
}
