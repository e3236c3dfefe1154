// Forms that filter rows; what is searched stays in the address
import { $, fold } from './page.js';

// What a row is found by, worked out once
const foldedOf = row => row.text ??= fold(row.said().join(' '));

// The rows with all words, and of a country and a category if these are given
export function matching(rows, { q = '', country = '', category = '' }) {
  const words = fold(q).split(/\s+/).filter(Boolean);
  return rows.filter(row => words.every(word => foldedOf(row).includes(word))
    && (!country || row.country === country) && (!category || row.categories.includes(category)));
}

// What shows the rows that fit; `show` gets them and the text, and gives how many they are, in words
export function filtered(form, rows, show) {
  const fields = [...form].filter(({ name }) => name);
  const output = $('output'), clear = $('[type=reset]', form), address = new URLSearchParams(location.search);
  const apply = () => {
    const sought = Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]));
    const text = show(new Set(matching(rows, sought)), sought.q);
    for (const name in sought) sought[name] ? address.set(name, sought[name]) : address.delete(name);
    const isSet = Object.values(sought).some(Boolean), query = String(address);
    output.hidden = clear.hidden = !isSet;
    output.textContent = text;
    // A file on a stick keeps its address
    try { history.replaceState(null, '', (query ? `?${query}` : location.pathname) + location.hash); } catch { }
  };
  for (const field of fields) if (address.has(field.name)) field.value = address.get(field.name);
  form.oninput = apply;
  form.onreset = () => setTimeout(apply);
  form.onsubmit = () => false;
  return apply;
}
