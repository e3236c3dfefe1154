// Days left, today among the days, what is on now and next, and the reader's clock
import { $, $$, dateIn, make, textOf } from './page.js';

const HALF_HOUR = 18e5, HALF_DAY = 432e5, DAY = 864e5;

export const dayIn = (zone, now) => dateIn(zone, now, { dateStyle: 'short' }, 'sv');
const between = (first, last) => Math.round((Date.parse(last) - Date.parse(first)) / DAY);

// The phase of the days of an edition, and how it is said: a number, if any, and words
export function countdown({ b: first, e: last }, today) {
  const left = between(today, first), nth = 1 - left, s = Math.abs(left) === 1 ? '' : 's';
  if (left > 0) return ['before', left, ` day${s} left`];
  if (!last) return left ? ['open', '', `Began ${-left} day${s} ago; end not known`] : ['on', '', 'On now, day 1'];
  const days = between(first, last) + 1;
  return nth > days ? ['over', '', 'These days are over'] : ['on', '', `On now, day ${nth} of ${days}`];
}

// When a session begins and ends; half an hour later where no end is known
export function span({ b, e }) {
  const begin = Date.parse(b);
  return { begin, end: Date.parse(e) || begin + HALF_HOUR };
}

// A word for each session: on now, or next within half a day; none for a cancelled one
export function words(sessions, now) {
  const taking = sessions.filter(({ off }) => !off);
  const next = taking.reduce((least, { begin }) => begin > now && begin < least ? begin : least, now + HALF_DAY);
  return sessions.map(({ begin, end, off }) =>
    off ? '' : begin <= now && now < end ? 'Now' : begin === next ? 'Next' : '');
}

// A time on the reader's clock, with the weekday if it is another day; '' if it is the same
export function here(time, zone) {
  const clock = dateIn(zone, time, { timeStyle: 'short' });
  const day = dayIn(zone, time) === time.slice(0, 10) ? '' : `${dateIn(zone, time, { weekday: 'short' })} `;
  return day || clock !== time.slice(11, 16) ? day + clock : '';
}

function relabel(card, phase) {
  $('.label', card)?.remove();
  const badge = $('.badge:is(.announced, .on)', card), isOn = phase === 'on';
  if (badge && phase !== 'open') Object.assign(badge, { className: isOn ? 'badge on' : 'badge', textContent: isOn ? 'On now' : 'Over' });
}

export function startClock() {
  const isOff = $('h1 .badge.off'), jumps = make('span', { className: 'acts jumps' });
  const timed = $$('.sess[data-b]').map(element => (
    { element, off: isOff || element.classList.contains('off'), ...span(element.dataset) }));
  const tick = () => {
    const now = Date.now();
    for (const line of $$('.left')) {
      const [phase, left, text] = countdown(line.dataset, dayIn(line.dataset.tz, now));
      line.replaceChildren(...left ? [make('b', {}, left)] : [], text);
      if (phase !== 'before') relabel(line.closest('.card'), phase);
    }
    for (const days of $$('ol[data-tz]')) {
      const today = dayIn(days.dataset.tz, now);
      for (const day of days.children) day.classList.toggle('today', day.dataset.d === today);
    }
    const said = words(timed, now);
    timed.forEach(({ element }, nth) => {
      $('.mark', element)?.remove();
      element.classList.toggle('now', said[nth] === 'Now');
      if (said[nth]) $('.eyebrow', element).prepend(make('span', { className: 'tag mark' }, said[nth]));
    });
    // Links to the sessions that are on, or else to the next one
    const on = $$('.now'), next = $$('.sess:has(.mark)').slice(0, 1);
    const links = (on.length ? on : next).map(session => make('a', { href: `#${session.id}`, className: 'btn main' },
      ['.mark', 'time', '.tag:not(.mark)', 'h3'].map(part => textOf(part, session)).join(' ')));
    const text = links.map(({ textContent }) => textContent).join('');
    if (text !== jumps.textContent) jumps.replaceChildren(...links);
  };
  const zone = $('.zone');
  if (zone) {
    $('main > .acts').prepend(jumps);
    for (const { element } of timed) {
      const time = here(element.dataset.b);
      if (time) $('.clock', element).append(make('small', { className: 'here' }, `${time} your time`));
    }
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ($('.here')) zone.append(` Your time: ${own.split('/').pop().replace(/_/g, ' ')}.`);
  }
  tick();
  if ($('.left, ol[data-tz]')) setInterval(tick, 30000);
}
