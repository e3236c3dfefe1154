// Pages that work without network: sw.js keeps them, where the folder is on a server
import { $, make } from './page.js';

// The day in the serial of a manifest, which is a time like 20261124081500
export function dayOf(serial) {
  const [, year, month, date] = String(serial).match(/^(\d{4})(\d\d)(\d\d)/);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month - 1, date));
}

export function startOffline(script) {
  const workers = navigator.serviceWorker, { edition, show } = $('main').dataset;
  if (!location.protocol.startsWith('http') || !isSecureContext || !workers) return;
  workers.onmessage = ({ data }) => $('.strip').append(
    Object.assign(make('p', 'kept', `No network: this page was kept, published on ${dayOf(data)}.`), { role: 'status' }));
  const ask = worker => worker?.postMessage(edition ? [edition, show] : []);
  if (!edition) return ask(workers.controller);
  workers.register(new URL('sw.js', script)).then(() => workers.ready).then(({ active }) => ask(active)).catch(() => {});
}
