// What a page has to search and to star: its sessions, and the exhibitors of its edition
import { $, $$, fold, textOf } from './page.js';

const NAMES = 'exhibitors-by-name.html';
const hrefOf = id => `${NAMES}#${id.split('/')[2]}`;

export const sessionsIn = programme => $$('[data-s]', programme).map(element => {
  const { s: id, b, t, r, w } = element.dataset;
  return {
    element, id, href: element.matches('li') ? $('a', element).href : `#${element.id}`,
    state: { t, b, r, off: element.classList.contains('off') }, text: fold([element.textContent, t, r, w].join(' ')),
  };
});
export const exhibitorsIn = (list, edition) => $$('li', list).map(element => ({
  element, id: `${edition}/exhibitors/${element.id}`, href: `#${element.id}`,
  state: { t: textOf('bdi', element), r: textOf('summary b, p > b', element) },
  country: textOf('summary span, p > span', element),
  categories: textOf('.cat', element).split('; ').filter(Boolean),
  text: fold(['summary, p', '.cat', '.web'].map(part => textOf(part, element)).join(' ')),
}));
// From the data on the page of an edition, where an exhibitor has the numbers of its categories
export const exhibitorsOf = ({ categories, rows }, edition) => rows.map(([key, t, r, country, nths]) => ({
  ...exhibitorOf(`${edition}/exhibitors/${key}`, { t, r }),
  text: fold([t, r, country, ...nths.map(nth => categories[nth])].join(' ')),
}));
export const exhibitorOf = (id, state = { t: id }) => ({ id, state, href: hrefOf(id) });
export const searchIn = text => `${NAMES}?q=${encodeURIComponent(text)}`;
