// What a page has to search and to star: its sessions, and the exhibitors of its edition
import { $, $$, textOf } from './page.js';

// The state of a row is what is kept with its star; `said` is what a search finds it by
export const sessionsIn = root => $$('[data-s]', root).map(element => {
  const { s: id, b, t, r, w } = element.dataset;
  return {
    element, id, href: element.matches('li') ? $('a', element).href : `#${element.id}`,
    state: { t, b, r, off: element.classList.contains('off') }, said: () => [element.textContent, t, r, w],
  };
});
export const exhibitorsIn = (list, edition) => $$('li', list).map(element => ({
  element, id: `${edition}/exhibitors/${element.id}`, href: `#${element.id}`,
  get state() { return { t: textOf('bdi', element), r: textOf('summary b, p > b', element) }; },
  get country() { return textOf('summary span, p > span', element); },
  get categories() { return textOf('.cat', element).split('; '); },
  said: () => ['summary, p', '.cat', '.web'].map(part => textOf(part, element)),
}));
// From the data on the page of an edition, where an exhibitor has the numbers of its categories
export const exhibitorsOf = ({ categories, rows }, edition) => rows.map(([key, t, r, country, nths]) => ({
  ...exhibitorOf(`${edition}/exhibitors/${key}`, { t, r }),
  said: () => [t, r, country, ...nths.map(nth => categories[nth])],
}));
export const exhibitorOf = (id, state = { t: id }) => ({ id, state, href: `exhibitors-by-name.html#${id.split('/')[2]}` });
