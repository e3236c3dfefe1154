/* Every page is complete without this file. What it adds: days left, now and next, the
   reader's clock, a search, stars kept on this device, and calendar files of sessions.
   It asks no server, and writes texts only as text. */
'use strict';
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};
const textOf = (selector, root) => $(selector, root)?.textContent.trim() || '';
const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const HALF_HOUR = 18e5, HALF_DAY = 432e5, DAY = 864e5;

// Days left, today among the days, now and next
const dayIn = zone => new Intl.DateTimeFormat('sv', { timeZone: zone }).format(new Date());
const between = (first, last) => Math.round((Date.parse(last) - Date.parse(first)) / DAY);
const timed = $$('.sess[data-b]').map(element => {
  const begin = Date.parse(element.dataset.b);
  return { element, begin, end: Date.parse(element.dataset.e) || begin + HALF_HOUR };
});

// Links to the sessions that are on, or else to the next one
const jumps = make('span', 'acts');

function countdown({ b: first, e: last, tz: zone }) {
  const today = dayIn(zone), left = between(today, first);
  if (left > 0) return [make('b', '', left), left === 1 ? ' day left' : ' days left'];
  if (!last) return [left ? `Began ${-left} day${left === -1 ? '' : 's'} ago; end not known` : 'On now, day 1'];
  const days = between(first, last) + 1;
  return [1 - left > days ? 'These days are over' : `On now, day ${1 - left} of ${days}`];
}

function mark(session, word) {
  $('.mark', session)?.remove();
  session.classList.toggle('now', word === 'Now');
  if (word) $('.eyebrow', session).prepend(make('span', 'tag mark', word));
}

function tick() {
  const now = Date.now();
  for (const line of $$('.left')) line.replaceChildren(...countdown(line.dataset));
  for (const days of $$('ol[data-tz]')) {
    const today = dayIn(days.dataset.tz);
    for (const day of days.children) day.classList.toggle('today', day.dataset.d === today);
  }
  const soon = timed.filter(({ begin }) => begin > now && begin - now < HALF_DAY);
  const next = Math.min(...soon.map(({ begin }) => begin));
  for (const { element, begin, end } of timed) {
    const off = element.classList.contains('off');
    mark(element, off ? '' : begin <= now && now < end ? 'Now' : begin === next ? 'Next' : '');
  }
  const on = $$('.now'), marked = $$('.mark').map(tag => tag.closest('.sess'));
  const links = (on.length ? on : marked.slice(0, 1)).map(session => {
    const parts = ['.mark', 'time', '.tag:not(.mark)', 'h3'].map(part => textOf(part, session));
    const link = make('a', 'btn main', parts.join(' '));
    link.href = `#${session.id}`;
    return link;
  });
  const text = links.map(link => link.textContent).join('');
  if (text !== jumps.textContent) jumps.replaceChildren(...links);
}
tick();
if ($('.left, ol[data-tz]')) setInterval(tick, 30000);

// The reader's own clock, only if it differs from the venue's
const zone = $('.zone');
if (zone) {
  $('main > .acts').prepend(jumps);
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
  let differs = false;
  for (const { element, begin } of timed) {
    const here = new Date(begin), there = element.dataset.b;
    const sameDay = here.getDate() === +there.slice(8, 10);
    if (sameDay && clock.format(here) === there.slice(11, 16)) continue;
    const day = sameDay ? '' : `${weekday.format(here)} `;
    $('.clock', element).append(make('small', 'here', `${day}${clock.format(here)} your time`));
    differs = true;
  }
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  if (differs) zone.append(` Your time: ${own.split('/').pop().replace(/_/g, ' ')}.`);
}

// A form that filters rows; what is searched stays in the address
function filtered(form, rows, show) {
  const { q, country, category } = form.elements;
  const fields = [q, country, category].filter(Boolean);
  const output = $(`output[for~="${q.id}"]`), clear = $('[type=reset]', form);
  const address = new URLSearchParams(location.search);
  const fill = (select, values) => {
    if (!select) return;
    const numbers = new Map();
    for (const value of values) if (value) numbers.set(value, (numbers.get(value) || 0) + 1);
    const sorted = [...numbers].sort(([one], [other]) => one.localeCompare(other));
    for (const [value, number] of sorted) select.append(new Option(`${value} (${number})`, value));
  };
  fill(country, rows.map(row => row.country));
  fill(category, rows.flatMap(row => row.categories));
  const apply = () => {
    const words = fold(q.value).split(/\s+/).filter(Boolean);
    const set = fields.some(field => field.value.trim());
    for (const row of rows) {
      row.fits = words.every(word => row.text.includes(word))
        && (!country?.value || row.country === country.value)
        && (!category?.value || row.categories.includes(category.value));
    }
    show();
    const number = rows.filter(row => row.fits).length;
    output.hidden = clear.hidden = !set;
    output.textContent = set ? `${number.toLocaleString('en')} of ${rows.length.toLocaleString('en')}` : '';
    for (const { name, value } of fields) value.trim() ? address.set(name, value) : address.delete(name);
    const query = String(address);
    try {
      history.replaceState(null, '', (query ? `?${query}` : location.pathname) + location.hash);
    } catch { /* a file on a stick keeps its address */ }
  };
  for (const field of fields) if (address.has(field.name)) field.value = address.get(field.name);
  form.oninput = apply;
  form.onreset = () => setTimeout(apply);
  form.onsubmit = () => false;
  apply();
}

const list = $('#list_');
if (list) {
  const rows = $$('li', list).map(element => ({
    element,
    country: textOf('summary span, p > span', element),
    categories: textOf('.cat', element).split('; ').filter(Boolean),
    text: fold(`${textOf('summary, p', element)} ${textOf('.cat', element)} ${textOf('.web', element)}`),
  }));
  filtered($('.filter'), rows, () => {
    for (const { element, fits } of rows) element.hidden = !fits;
    for (const link of $$('#az_ a')) {
      const section = $(link.hash);
      section.hidden = link.parentNode.hidden = !$('li:not([hidden])', section);
    }
  });
}
for (const form of document.forms) form.hidden = false;

// Calendar files (RFC 5545), with the ids of the published ones
const octets = text => new TextEncoder().encode(text).length;
const value = text => text.replace(/\p{Cc}+/gu, ' ').replace(/[\\;,]/g, '\\$&');
const utc = time => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
function line(text) {
  let folded = '', length = 0;
  for (const char of text) {
    if (length + octets(char) > 74) { folded += '\r\n '; length = 1; }
    folded += char;
    length += octets(char);
  }
  return `${folded}\r\n`;
}
const calendar = rows => [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//milipol-cli//milipol site//EN',
  ...rows.flatMap(({ id, begin, end, title, place, more, url }) => [
    'BEGIN:VEVENT', `UID:${id}@milipol-cli`, `DTSTAMP:${utc(Date.now())}`,
    `DTSTART:${utc(begin)}`, `DTEND:${utc(end)}`, `SUMMARY:${value(title)}`,
    `LOCATION:${value(place)}`, `DESCRIPTION:${value(more)}`, `URL:${url}`, 'END:VEVENT',
  ]), 'END:VCALENDAR'].map(line).join('');
function save(rows, name) {
  const link = make('a');
  link.href = URL.createObjectURL(new Blob([calendar(rows)], { type: 'text/calendar' }));
  link.download = `${name}.ics`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// Sessions: stars, kept on this device and nowhere else, a search, calendar files
const programme = $('[data-stars]');
if (programme) {
  const KEY = 'milipol-stars';
  const page = location.href.split(/[?#]/)[0];
  let stars = new Set(), onlyMine = false;
  try { stars = new Set(JSON.parse(localStorage.getItem(KEY) || '[]')); } catch { /* none kept */ }
  const rows = $$('[data-s]', programme).map(element => {
    const { s: id, b, e, t: title, r: room, w: who } = element.dataset, begin = Date.parse(b);
    const { title: edition, place } = programme.dataset;
    return {
      element, id, title, begin, end: Date.parse(e) || begin + HALF_HOUR,
      place: [room, place].filter(Boolean).join(', '),
      more: [edition, who, e ? '' : 'End not published'].filter(Boolean).join('. '),
      url: $('.lines', programme) ? $('a', element).href : `${page}#${element.id}`,
      text: fold([element.textContent, title, room, who].join(' ')), fits: true,
    };
  });
  const bar = make('p', 'acts mine'), mine = make('button'), file = make('button', '', 'My sessions .ics');
  const hint = make('span', 'dim small');
  hint.setAttribute('role', 'status');
  bar.append(mine, file, hint);
  const hasTime = ({ begin, element }) => begin && !element.classList.contains('off');
  const draw = () => {
    const starred = rows.filter(row => stars.has(row.id));
    if (!starred.length) onlyMine = false;
    mine.textContent = `★ My programme (${starred.length})`;
    mine.setAttribute('aria-pressed', onlyMine);
    mine.hidden = !starred.length;
    file.hidden = !starred.some(hasTime);
    bar.hidden = !starred.length && !$('.tools', programme);
    hint.textContent = starred.length ? '' : 'Star sessions to make your own list; it stays on this device.';
    for (const row of rows) {
      const on = stars.has(row.id);
      row.element.classList.toggle('starred', on);
      row.element.hidden = (onlyMine && !on) || !row.fits;
      row.star?.setAttribute('aria-pressed', on);
      if (row.star) row.star.textContent = `${on ? '★' : '☆'} Star`;
    }
    const all = !onlyMine && rows.every(row => row.fits);
    for (const theme of $$('.theme')) theme.hidden = onlyMine;
    for (const part of $$('.half, .day', programme)) part.hidden = !all && !$('[data-s]:not([hidden])', part);
  };
  for (const row of rows) {
    const tools = $('.tools', row.element);
    if (!tools) continue;
    const star = row.star = make('button', 'star');
    star.setAttribute('aria-label', `Star: ${row.title}`);
    star.onclick = () => {
      stars[stars.has(row.id) ? 'delete' : 'add'](row.id);
      try { localStorage.setItem(KEY, JSON.stringify([...stars])); } catch { /* this page only */ }
      draw();
    };
    tools.prepend(star);
    if (!hasTime(row)) continue;
    const one = make('button', '', '.ics');
    one.setAttribute('aria-label', `.ics: ${row.title}`);
    one.onclick = () => save([row], row.id.replace('/', '-'));
    tools.append(one);
  }
  mine.onclick = () => { onlyMine = !onlyMine; draw(); };
  file.onclick = () => save(rows.filter(row => stars.has(row.id) && hasTime(row)), 'my-sessions');
  programme.before(bar);
  const form = $('.find-session');
  if (form) filtered(form, rows, draw);
  draw();
  jumps.onclick = () => {
    if (rows.every(({ element }) => !element.hidden)) return;
    onlyMine = false;
    if (form) form.q.value = '';
    form?.oninput();
    draw();
    hint.textContent = 'All sessions are shown again.';
  };
}

// Opens what a link points into; on paper, the address is there
const reveal = () => {
  const target = $(':target');
  const details = target && (target.matches('details') ? target : $(':scope > details', target));
  if (!details) return;
  details.open = true;
  target.scrollIntoView();
};
addEventListener('hashchange', reveal);
addEventListener('load', reveal);
const at = $('.at');
if (!at.textContent) at.textContent = location.href;
