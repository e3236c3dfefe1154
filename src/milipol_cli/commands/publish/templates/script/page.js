// Elements, texts, and what this device keeps
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export function make(tag, properties, ...content) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}
export const textOf = (selector, root) => $(selector, root)?.textContent.trim() || '';
export const dataOf = selector => JSON.parse($(selector)?.textContent || 'null');
export const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
export const dateIn = (timeZone, time, options, locale = 'en-GB') =>
  new Date(time).toLocaleString(locale, { timeZone, ...options });
export function kept(key, other) {
  try { return JSON.parse(localStorage.getItem(key)) ?? other; } catch { return other; }
}
// Where nothing can be kept, it is for this page only
export function keep(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { }
}
