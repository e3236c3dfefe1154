// Calendar files (RFC 5545) of the published events that the page has as data
import { make } from './page.js';

// What stands before the events of a calendar, and the lines of each by its id. The data
// has no last line, and lines that repeat once; where they stand are their numbers
export function eventsIn([often, lines]) {
  const text = lines.split('\n').map(line => often[line] ?? line).join('\r\n');
  const [head, ...events] = text.split(/^(?=BEGIN:VEVENT\r\n)/m);
  const idOf = event => event.replace(/\r\n /g, '').match(/^UID:(.*)@milipol-cli\r$/m)?.[1];
  return { head, events: new Map(events.map(event => [idOf(event), event])) };
}

// A calendar with some of its events; every line of them stays as it was published
export const calendarOf = ({ head, events }, ids) => `${head}${ids.map(id => events.get(id) || '').join('')}END:VCALENDAR\r\n`;

export function save(calendar, name) {
  const href = URL.createObjectURL(new Blob([calendar], { type: 'text/calendar' }));
  make('a', { href, download: `${name}.ics` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}
