// Elements, texts, and what this device keeps
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const make = (tag, className, ...content) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
};
export const link = (href, className, text) => Object.assign(make('a', className, text), { href });
export const button = (className, text, onclick, ariaLabel = null) =>
  Object.assign(make('button', className, text), { onclick, ariaLabel });
export const textOf = (selector, root) => $(selector, root)?.textContent.trim() || '';
export const dataOf = selector => JSON.parse($(selector)?.textContent || 'null');
export const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
export const number = count => count.toLocaleString('en');
export function kept(key, other) {
  try { return JSON.parse(localStorage.getItem(key)) ?? other; } catch { return other; }
}
// Where nothing can be kept, it is for this page only
export function keep(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { }
}
