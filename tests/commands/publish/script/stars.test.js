import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { byPlace, change, look, readStars, seen, stars, toggle } from './script/stars.js';

const SEEN = { t: 'Talk', b: '2028-05-10T10:00:00+02:00', r: 'Room 2', off: false };
let storage;
beforeEach(() => {
  storage = {};
  globalThis.localStorage = { getItem: key => storage[key] ?? null, setItem: (key, text) => { storage[key] = text; } };
  storage['milipol-stars'] = '[]';
  storage['milipol-seen'] = '{}';
  readStars();
});

for (const [now, words] of [
  [{}, ''],
  [{ t: 'Another title' }, ''],
  [{ b: '2028-05-10T11:30:00+02:00' }, 'moved from 10:00'],
  [{ b: '2028-05-11T10:00:00+02:00' }, 'moved from Wed 10 May, 10:00'],
  [{ b: undefined }, 'moved from Wed 10 May, 10:00'],
  [{ r: 'Hall 1' }, 'was Room 2'],
  [{ r: undefined }, 'was Room 2'],
  [{ off: true }, 'cancelled'],
  [{ off: true, b: '2028-05-10T11:30:00+02:00', r: 'Hall 1' }, 'cancelled, moved from 10:00, was Room 2'],
]) test(`what changed: ${words || 'nothing'}`, () => assert.equal(change(SEEN, { ...SEEN, ...now }), words));

test('what was not known before', () => {
  assert.equal(change({ ...SEEN, off: true }, SEEN), 'no longer cancelled');
  assert.equal(change({ ...SEEN, b: undefined, r: undefined }, SEEN), 'has a time now, now Room 2');
  assert.equal(change(undefined, SEEN), '');
  assert.equal(change(SEEN, undefined), 'no longer listed');
});

test('a star is kept with what was seen, and both go together', () => {
  toggle('a', SEEN);
  toggle('b', SEEN);
  assert.deepEqual(JSON.parse(storage['milipol-stars']), ['a', 'b']);
  look('a', { ...SEEN, r: 'Hall 1' });
  assert.equal(JSON.parse(storage['milipol-seen']).a.r, 'Hall 1');
  toggle('a');
  assert.deepEqual([stars, Object.keys(JSON.parse(storage['milipol-seen']))], [['b'], ['b']]);
});

test('stars of other pages are kept', () => {
  toggle('a', SEEN);
  storage['milipol-stars'] = '["a", "other"]';
  toggle('b', SEEN);
  assert.deepEqual(stars, ['a', 'other', 'b']);
});

test('where nothing can be kept, stars last as long as the page', () => {
  globalThis.localStorage = undefined;
  toggle('a', SEEN);
  assert.deepEqual([stars, seen.a], [['a'], SEEN]);
});

test('what is broken is no star', () => {
  storage['milipol-stars'] = '{not JSON';
  readStars();
  assert.deepEqual(stars, []);
});

test('by hall and stand, then by name', () => {
  const rows = [['B', ''], ['A', ''], ['C', 'Hall 10 A1'], ['D', 'Hall 5 A12'], ['E', 'Hall 5 A2']];
  const sorted = rows.map(([t, r]) => ({ state: { t, r } })).sort(byPlace);
  assert.equal(sorted.map(({ state }) => state.t).join(''), 'EDCAB');
});
