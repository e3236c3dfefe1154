// What changed of starred sessions and exhibitors, at each visit until it is looked at
import { make } from './page.js';
import { change, look, seen, stars, toggle } from './stars.js';

// A list with an item for each star of an edition that changed. `known` are the rows of the
// page by id; a star without one is gone if the page `isWhole`, and so has all of its kind.
export function changesOf(known, isWhole, draw) {
  const list = make('ul', { className: 'plain changes' });
  for (const id of stars) {
    const row = known.get(id), then = seen[id];
    if (!row && !isWhole(id)) continue;
    const text = change(then, row?.state), item = make('li'), see = () => look(id, row.state);
    if (!text) {
      if (!then) see();
    } else if (row) {
      item.append(make('a', { href: row.href, onclick: see }, row.state.t), `: ${text}`);
      if (location.hash === row.href) see();
    } else {
      const forget = () => { toggle(id); item.remove(); draw(); };
      item.append(`${then?.t || id}: ${text} `, make('button', { onclick: forget }, 'Remove star'));
    }
    if (text) list.append(item);
  }
  return list;
}
