/* Keeps the pages of the editions that were looked at, for a hall without network. A
   version is the serial of the manifest; it replaces older ones once it is complete. */
const PREFIX = `milipol ${registration.scope} `;

// By page: the version of a kept one that it was given
const given = new Map();

// The names of the versions, the oldest first, which is the complete one if there are more
const versions = async () => (await caches.keys()).filter(name => name.startsWith(PREFIX));

async function keptOf(url) {
  const file = url.replace(/[?#].*/, '').replace(/\/$/, '/index.html');
  for (const name of await versions()) {
    const kept = await (await caches.open(name)).match(file, { ignoreVary: true });
    // A page that was redirected to is refused by browsers.
    if (kept) return { version: name.slice(PREFIX.length), response: kept.redirected ? new Response(kept.body, kept) : kept };
  }
}

// The network first; after 3 seconds, or without it, the kept page and what belongs to it
async function answer({ request, clientId, resultingClientId }) {
  const page = resultingClientId || clientId, network = given.has(page) ? null : fetch(request);
  const late = new Promise(resolve => setTimeout(resolve, 3000));
  const response = network && await Promise.race([network.catch(() => null), late]);
  if (response?.status < 500) return response;
  const kept = await keptOf(request.url);
  if (!kept) return network || fetch(request);
  given.set(page, kept.version);
  return kept.response;
}

async function keepPages(parts) {
  const { serial, written } = await (await fetch('manifest.json', { cache: 'no-cache' })).json();
  const older = (await versions()).filter(name => name !== PREFIX + serial);
  // The editions and shows looked at now, and those that were kept before
  const wanted = new Set(parts);
  for (const name of older) {
    for (const { url } of await (await caches.open(name)).keys()) wanted.add(url.slice(registration.scope.length).split('/')[0]);
  }
  const cache = await caches.open(PREFIX + serial);
  for (const { path } of written) {
    const [part, page] = path.split('/');
    const isWanted = page ? wanted.has(part) && page.endsWith('.html') : /\.(html|css|js)$/.test(path);
    if (isWanted && !await cache.match(path)) await cache.add(new Request(path, { cache: 'no-cache' }));
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
