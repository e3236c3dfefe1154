import assert from 'node:assert/strict';
import test from 'node:test';
import { matching } from './script/search.js';
import { exhibitorOf, exhibitorsOf } from './script/rows.js';

const data = {
  categories: ['Drones', 'Locks'],
  rows: [['acme', 'Acmé', 'Hall 5A 5A012', 'Norway', [0, 1]], ['bolt', 'Bolt', '', '', [1]]],
};
const rows = exhibitorsOf(data, 'oslo-2028');
const names = found => found.map(({ state }) => state.t);

test('all words are found, in any order and without accents', () => {
  assert.deepEqual(names(matching(rows, { q: ' lócks  ACME ' })), ['Acmé']);
  assert.deepEqual(names(matching(rows, { q: '5a012' })), ['Acmé']);
  assert.deepEqual(names(matching(rows, { q: 'lock' })), ['Acmé', 'Bolt']);
  assert.deepEqual(names(matching(rows, { q: 'drones bolt' })), []);
  assert.deepEqual(names(matching(rows, {})), ['Acmé', 'Bolt']);
});

test('a country and a category are whole', () => {
  const listed = [
    { text: 'a', country: 'Niger', categories: ['Keys'] }, { text: 'b', country: 'Nigeria', categories: ['Keys', 'Locks'] },
  ];
  assert.deepEqual(matching(listed, { country: 'Niger' }), [listed[0]]);
  assert.deepEqual(matching(listed, { category: 'Locks', q: 'b' }), [listed[1]]);
});

test('an exhibitor links to its place in the list', () => {
  assert.equal(rows[0].id, 'oslo-2028/exhibitors/acme');
  assert.equal(rows[0].href, 'exhibitors-by-name.html#acme');
  assert.deepEqual(exhibitorOf('oslo-2028/exhibitors/x').state, { t: 'oslo-2028/exhibitors/x' });
});
