import assert from 'node:assert/strict';
import test from 'node:test';
import { calendarOf, eventsIn } from './script/calendar.js';

const HEAD = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:X\r\nEND:VTIMEZONE\r\n';
const END = 'END:VCALENDAR\r\n';
const event = (uid, text = '') => `BEGIN:VEVENT\r\nUID:${uid}@milipol-cli\r\nSEQUENCE:3\r\n${text}BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\n`;
const first = event('oslo-2028/one', 'DESCRIPTION:In a text\\, folded:\r\n BEGIN:VEVENT\r\n END:VCALENDAR\r\n');
const long = event(`oslo-2028/${'x'.repeat(50)}\r\n ${'y'.repeat(9)}`);
const lines = (HEAD + first + long + event('day')).split('\r\n');
const repeated = ['BEGIN:VEVENT', 'SEQUENCE:3', 'BEGIN:VALARM', 'END:VALARM', 'END:VEVENT'];
const numbered = lines.map(line => repeated.includes(line) ? repeated.indexOf(line) : line);
const calendar = eventsIn([repeated, numbered.join('\n')]);

test('events by their ids, also where the line is folded', () => {
  assert.deepEqual([...calendar.events.keys()], ['oslo-2028/one', `oslo-2028/${'x'.repeat(50)}${'y'.repeat(9)}`, 'day']);
});

test('a calendar of some events has their lines as they were published', () => {
  assert.equal(calendarOf(calendar, ['oslo-2028/one']), HEAD + first + END);
  assert.equal(calendarOf(calendar, [...calendar.events.keys()]), HEAD + first + long + event('day') + END);
  assert.equal(calendarOf(calendar, ['not published']), HEAD + END);
});

test('a page without a calendar has no events', () => assert.equal(eventsIn([[], '']).events.size, 0));
