// Pages that work without network: sw.js keeps them, where the folder is on a server
import { $, dateIn, make } from './page.js';

// The day in the serial of a manifest, which is a time like 20261124081500
export const dayOf = serial => dateIn('UTC', serial.replace(/(....)(..)(..).*/, '$1-$2-$3'), { dateStyle: 'long' });

export function startOffline(script) {
  const workers = navigator.serviceWorker, parts = Object.values($('main').dataset);
  if (!workers) return;
  workers.onmessage = ({ data }) => $('.strip').append(
    make('p', { className: 'kept', role: 'status' }, `No network: this page was kept, published on ${dayOf(data)}.`));
  if (parts[0]) workers.register(new URL('sw.js', script)).catch(() => {});
  workers.ready.then(({ active }) => active.postMessage(parts));
}
