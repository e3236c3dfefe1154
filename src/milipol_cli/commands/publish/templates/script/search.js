// Forms that filter rows; what is searched stays in the address
import { $, fold, number } from './page.js';

// The rows with all words, and of a country and a category if these are given
export function matching(rows, { q = '', country = '', category = '' }) {
  const words = fold(q).split(/\s+/).filter(Boolean);
  return rows.filter(row => words.every(word => row.text.includes(word))
    && (!country || row.country === country) && (!category || row.categories.includes(category)));
}

// Values with how many rows have each, in the order of the alphabet
export function counted(values) {
  const numbers = new Map();
  for (const value of values) if (value) numbers.set(value, (numbers.get(value) || 0) + 1);
  return [...numbers].sort(([one], [other]) => one.localeCompare(other));
}

// `show` gets the rows that fit and the text; it gives how many they are, in words
export function filtered(form, rows, show) {
  const { q, country, category } = form.elements;
  const fields = [q, country, category].filter(Boolean);
  const output = $(`output[for~="${q.id}"]`), clear = $('[type=reset]', form);
  const address = new URLSearchParams(location.search);
  for (const [select, values] of [[country, rows.map(row => row.country)], [category, rows.flatMap(row => row.categories)]]) {
    if (select) for (const [value, many] of counted(values)) select.append(new Option(`${value} (${number(many)})`, value));
  }
  const apply = () => {
    const isSet = fields.some(field => field.value.trim());
    const fits = matching(rows, Object.fromEntries(fields.map(({ name, value }) => [name, value])));
    const text = show(new Set(fits), q.value.trim());
    output.hidden = clear.hidden = !isSet;
    output.textContent = isSet ? text : '';
    for (const { name, value } of fields) value.trim() ? address.set(name, value) : address.delete(name);
    const query = String(address);
    // A file on a stick keeps its address
    try { history.replaceState(null, '', (query ? `?${query}` : location.pathname) + location.hash); } catch { }
  };
  for (const field of fields) if (address.has(field.name)) field.value = address.get(field.name);
  form.oninput = apply;
  form.onreset = () => setTimeout(apply);
  form.onsubmit = () => false;
  apply();
}
