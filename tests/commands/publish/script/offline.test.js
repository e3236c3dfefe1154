import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { mock } from 'node:test';
import vm from 'node:vm';
import { dayOf } from './script/offline.js';

test('the day of a serial', () => assert.equal(dayOf('20261124081500'), '24 November 2026'));

const SCOPE = 'https://example.org/shows/';
const settled = () => new Promise(resolve => setImmediate(resolve));

// A worker with a network and caches of its own; `files` are on the server, which may be away
function worker(files) {
  const listeners = {}, stores = new Map(), server = { files, isAway: false, asked: [] };
  const full = path => new URL(path.url ?? path, SCOPE).href;
  const fetch = async path => {
    const url = full(path);
    server.asked.push(url.replace(SCOPE, ''));
    if (server.isAway === 'slow') return new Promise(() => {});
    const body = server.files[url.replace(SCOPE, '').split('?')[0]];
    if (server.isAway || body === undefined) throw new TypeError('no network');
    return body === 503 ? new Response('', { status: 503 }) : new Response(body);
  };
  const caches = {
    keys: async () => [...stores.keys()],
    delete: async name => stores.delete(name),
    open: async name => {
      if (!stores.has(name)) stores.set(name, new Map());
      const store = stores.get(name);
      return {
        keys: async () => [...store.keys()].map(url => ({ url })),
        match: async path => store.get(full(path))?.clone(),
        add: async path => store.set(full(path), await fetch(path)),
      };
    },
  };
  class Request { constructor(path) { this.url = full(path); } }
  const globals = { addEventListener: (name, heard) => { listeners[name] = heard; }, registration: { scope: SCOPE } };
  vm.runInNewContext(readFileSync(new URL('./sw.js', import.meta.url), 'utf8'),
    { ...globals, caches, fetch, Request, Response, URL, setTimeout: (...args) => setTimeout(...args), skipWaiting() {}, clients: {} });
  const told = [];
  return {
    server, stores, told,
    async get(path, { method = 'GET', clientId = '', resultingClientId = '' } = {}) {
      let answer;
      const request = { url: full(path), method };
      listeners.fetch({ request, clientId, resultingClientId, respondWith: promise => { answer = promise; } });
      return answer && (await answer).text();
    },
    async keep(parts, id = 'page') {
      let done;
      listeners.message({ data: parts, source: { id, postMessage: serial => told.push(serial) }, waitUntil: promise => { done = promise; } });
      await done;
    },
    kept: () => [...stores].map(([name, store]) => [name, ...[...store.keys()].map(url => url.replace(SCOPE, ''))]),
  };
}

const PATHS = ['index.html', 'site.js', 'style.css', 'a-1/index.html', 'a-1/day.html', 'a-1/day.ics', 'a/index.html', 'b-1/index.html'];
const version = (serial, paths = PATHS) => ({
  ...Object.fromEntries(paths.map(path => [path, `${path} of ${serial}`])),
  'manifest.json': JSON.stringify({ serial, written: paths.map(path => ({ path })) }),
});
const A = ['index.html', 'site.js', 'style.css', 'a-1/index.html', 'a-1/day.html', 'a/index.html'];

test('the pages of an edition that was looked at are kept, and shown without network', async () => {
  const site = worker(version(1));
  await site.keep(['a-1', 'a']);
  assert.deepEqual(site.kept(), [[`milipol ${SCOPE} 1`, ...A]]);
  site.server.files['a-1/day.html'] = 'newer';
  assert.equal(await site.get('a-1/day.html'), 'newer');
  site.server.isAway = true;
  assert.equal(await site.get('a-1/day.html?q=x', { resultingClientId: 'page' }), 'a-1/day.html of 1');
  assert.equal(await site.get('a-1/'), 'a-1/index.html of 1');
  await assert.rejects(site.get('b-1/index.html'), /no network/);
  await site.keep([], 'page');
  await site.keep([], 'another page');
  assert.deepEqual(site.told, ['1']);
});

test('what goes with a kept page comes from the same version at once', async () => {
  const site = worker(version(1));
  await site.keep(['a-1', 'a']);
  site.server.isAway = true;
  await site.get('a-1/day.html', { resultingClientId: 'page' });
  site.server.asked.length = 0;
  assert.equal(await site.get('style.css', { clientId: 'page' }), 'style.css of 1');
  assert.deepEqual(site.server.asked, []);
});

test('a page that is opened from a kept one is asked for again', async () => {
  const site = worker(version(1));
  await site.keep(['a-1', 'a']);
  site.server.isAway = true;
  await site.get('a-1/day.html', { resultingClientId: 'page' });
  site.server.isAway = false;
  site.server.files['a-1/index.html'] = 'newer';
  assert.equal(await site.get('a-1/index.html', { clientId: 'page', resultingClientId: 'next' }), 'newer');
});

test('the kept page is shown after 3 seconds, and if the server fails', async () => {
  const site = worker(version(1));
  await site.keep(['a-1', 'a']);
  site.server.isAway = 'slow';
  mock.timers.enable({ apis: ['setTimeout'] });
  let shown = null;
  site.get('a-1/day.html').then(text => { shown = text; });
  await settled();
  mock.timers.tick(2999);
  await settled();
  assert.equal(shown, null);
  mock.timers.tick(1);
  for (let turn = 0; turn < 9; turn++) await settled();
  assert.equal(shown, 'a-1/day.html of 1');
  mock.timers.reset();
  site.server.isAway = false;
  site.server.files['a-1/day.html'] = 503;
  assert.equal(await site.get('a-1/day.html'), 'a-1/day.html of 1');
});

test('a new version replaces older ones, with all editions that were kept', async () => {
  const site = worker(version(9));
  site.stores.set('milipol https://example.org/other/ 3', new Map());
  await site.keep(['a-1', 'a']);
  site.server.files = version(10);
  await site.keep(['b-1', 'b']);
  assert.deepEqual(site.kept(), [['milipol https://example.org/other/ 3'], [`milipol ${SCOPE} 10`, ...A, 'b-1/index.html']]);
});

test('a version that is not complete removes nothing, and is completed later', async () => {
  const site = worker(version(1));
  await site.keep(['a-1', 'a']);
  site.server.files = version(2);
  delete site.server.files['a-1/day.html'];
  await site.keep(['a-1', 'a']);
  assert.equal(site.kept().length, 2);
  site.server.isAway = true;
  assert.equal(await site.get('a-1/day.html'), 'a-1/day.html of 1');
  site.server.isAway = false;
  site.server.files = version(2);
  await site.keep(['a-1', 'a']);
  assert.deepEqual(site.kept(), [[`milipol ${SCOPE} 2`, ...A]]);
});

test('other requests are left alone', async () => {
  const site = worker(version(1));
  assert.equal(await site.get('a-1/day.html', { method: 'POST' }), undefined);
  assert.equal(await site.get('https://example.org/elsewhere'), undefined);
});
