import assert from 'node:assert/strict';
import test from 'node:test';
import { countdown, dayIn, here, span, words } from './script/clock.js';

const show = { b: '2028-05-10', e: '2028-05-12' };
const session = (b, e, off = false) => ({ off, ...span({ b: `2028-05-10T${b}:00+02:00`, e: e && `2028-05-10T${e}:00+02:00` }) });
const at = clock => Date.parse(`2028-05-10T${clock}:00+02:00`);

test('before, during and after a show', () => {
  const on = day => countdown(show, day);
  assert.deepEqual(on('2028-03-01'), ['before', 70, ' days left']);
  assert.deepEqual(on('2028-05-09'), ['before', 1, ' day left']);
  assert.deepEqual(on('2028-05-10'), ['on', '', 'On now, day 1 of 3']);
  assert.deepEqual(on('2028-05-12'), ['on', '', 'On now, day 3 of 3']);
  assert.deepEqual(on('2028-05-13'), ['over', '', 'These days are over']);
});

test('a show whose end is not known', () => {
  const on = day => countdown({ b: '2028-05-10' }, day);
  assert.deepEqual(on('2028-05-10'), ['on', '', 'On now, day 1']);
  assert.deepEqual(on('2028-05-11'), ['open', '', 'Began 1 day ago; end not known']);
  assert.deepEqual(on('2028-05-13'), ['open', '', 'Began 3 days ago; end not known']);
});

test('midnight is that of the venue', () => {
  const before = Date.parse('2028-05-10T23:59:59+02:00'), after = before + 1000;
  assert.deepEqual([before, after].map(now => dayIn('Europe/Oslo', now)), ['2028-05-10', '2028-05-11']);
  assert.equal(dayIn('Asia/Tokyo', before), '2028-05-11');
});

test('what is on and next', () => {
  const day = [session('09:00', '10:00'), session('10:00'), session('11:00', '12:00'), session('11:00', '11:30')];
  const said = clock => words(day, at(clock)).join();
  assert.equal(said('08:59'), 'Next,,,');
  assert.equal(said('09:00'), 'Now,Next,,');
  assert.equal(said('10:00'), ',Now,Next,Next'); // half an hour where no end is known
  assert.equal(said('10:30'), ',,Next,Next');
  assert.equal(said('11:30'), ',,Now,');
  assert.equal(said('12:00'), ',,,'); // after the last one
  assert.deepEqual(words([], at('09:00')), []);
});

test('next passes over what is cancelled, which is never on', () => {
  const day = [session('09:00', '10:00', true), session('10:00', '11:00', true), session('12:00', '13:00')];
  assert.deepEqual(words(day, at('09:30')), ['', '', 'Next']);
});

test('a session of the next morning is not next yet, and one past midnight is on', () => {
  const late = { off: false, ...span({ b: '2028-05-10T23:00:00+02:00', e: '2028-05-11T01:30:00+02:00' }) };
  assert.deepEqual(words([late], at('10:59')), ['']);
  assert.deepEqual(words([late], at('11:01')), ['Next']);
  assert.deepEqual(words([late], Date.parse('2028-05-11T00:30:00+02:00')), ['Now']);
});

test('a time on the clock of the reader, if that differs', () => {
  assert.equal(here('2028-05-10T09:00:00+02:00', 'Europe/Paris'), '');
  assert.equal(here('2028-05-10T09:00:00+02:00', 'Asia/Singapore'), '15:00');
  assert.equal(here('2028-05-10T23:00:00+02:00', 'Asia/Singapore'), 'Thu 05:00');
  assert.equal(here('2028-05-10T09:00:00+02:00', 'Pacific/Honolulu'), 'Tue 21:00');
  assert.equal(here('2028-05-10T12:00:00+02:00', 'Pacific/Kiritimati'), 'Thu 00:00');
});
