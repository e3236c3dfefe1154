/* Keeps the pages of the editions that were looked at, for a hall without network. A
   version is the serial of the manifest; it replaces older ones once it is complete. */
'use strict';
const PREFIX = `milipol ${registration.scope} `;
const WAIT = 3000;

// By page: the version of a kept one that it was given
const given = new Map();

const serialOf = name => Number(name.slice(PREFIX.length));
const versions = async () => (await caches.keys()).filter(name => name.startsWith(PREFIX))
  .sort((one, other) => serialOf(other) - serialOf(one));

async function keptOf(url) {
  const file = new URL(url);
  file.search = file.hash = '';
  if (file.pathname.endsWith('/')) file.pathname += 'index.html';
  for (const name of await versions()) {
    const kept = await (await caches.open(name)).match(file.href, { ignoreVary: true });
    // A page that was redirected to is refused by browsers.
    if (kept) return { serial: serialOf(name), response: kept.redirected ? new Response(kept.body, kept) : kept };
  }
  return null;
}

// The network first; after 3 seconds, or without it, the kept page and what belongs to it
async function answer({ request, clientId, resultingClientId }) {
  if (given.has(clientId)) {
    const kept = await keptOf(request.url);
    if (kept) return kept.response;
  }
  const network = fetch(request);
  const late = new Promise(resolve => setTimeout(resolve, WAIT));
  const response = await Promise.race([network.catch(() => null), late]);
  if (response && response.status < 500) return response;
  const kept = await keptOf(request.url);
  if (!kept) return network;
  given.set(resultingClientId || clientId, kept.serial);
  return kept.response;
}

// The pages that go with these editions or shows, and what all pages link to
const pagesOf = (paths, parts) => paths.filter(path => path.includes('/')
  ? path.endsWith('.html') && parts.has(path.split('/')[0]) : /\.(html|css|js)$/.test(path));

async function keepPages(parts) {
  const { serial, written } = await (await fetch('manifest.json', { cache: 'no-cache' })).json();
  const older = (await versions()).filter(name => name !== PREFIX + serial);
  const wanted = new Set(parts);
  for (const name of older) {
    for (const { url } of await (await caches.open(name)).keys()) {
      const [part, page] = url.slice(registration.scope.length).split('/');
      if (page) wanted.add(part);
    }
  }
  const cache = await caches.open(PREFIX + serial);
  for (const path of pagesOf(written.map(entry => entry.path), wanted)) {
    if (!await cache.match(path)) await cache.add(new Request(path, { cache: 'no-cache' }));
  }
  for (const name of older) await caches.delete(name);
}

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(registration.scope)) event.respondWith(answer(event));
});
addEventListener('message', event => {
  const { source, data } = event;
  if (given.has(source.id)) source.postMessage(given.get(source.id));
  if (data.length) event.waitUntil(keepPages(data).catch(() => {}));
});
