/* Every page is complete without this file. What it adds:
   days left, today, now and next; the reader's own clock; stars kept on this
   device; a filter for exhibitors. No dependencies, no requests, no tracking. */
(() => {
  'use strict';
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const make = (tag, cls, text) => { const e = document.createElement(tag); if (cls) e.className = cls; if (text) e.textContent = text; return e; };
  const dayIn = (tz, t = new Date()) => new Intl.DateTimeFormat('sv', { timeZone: tz }).format(t);
  const diff = (a, b) => Math.round((Date.parse(b) - Date.parse(a)) / 864e5);

  // days left, today in the day strip, now and next
  function tick() {
    const t = Date.now();
    for (const p of $$('[data-tz][data-b]')) {
      const { tz, b, e } = p.dataset, d = dayIn(tz), left = diff(d, b), last = diff(d, e || b);
      p.replaceChildren(left > 0 ? make('b', '', String(left)) : '',
        left > 0 ? (left === 1 ? ' day left' : ' days left') : last < 0 ? 'These days are over' : `On now, day ${1 - left} of ${1 - left + last}`);
    }
    for (const ol of $$('ol[data-tz]')) {
      const d = dayIn(ol.dataset.tz);
      for (const li of ol.children) li.classList.toggle('today', li.dataset.d === d);
    }
    const ss = $$('.sess[data-b]').map(el => {
      const b = Date.parse(el.dataset.b);
      return { el, b, e: el.dataset.e ? Date.parse(el.dataset.e) : b + 18e5 };
    });
    const next = Math.min(...ss.filter(s => s.b > t && s.b - t < 432e5).map(s => s.b));
    for (const s of ss) {
      const w = s.el.classList.contains('off') ? '' : s.b <= t && t < s.e ? 'Now' : s.b === next ? 'Next' : '';
      let m = $('.mark', s.el);
      s.el.classList.toggle('now', w === 'Now');
      if (!w) { if (m) m.remove(); continue; }
      if (!m) $('.eyebrow', s.el).prepend(m = make('span', 'tag mark'));
      if (m.textContent !== w) m.textContent = w;
    }
  }
  tick();
  if ($('[data-b]')) setInterval(tick, 30000);

  // the reader's own clock, only where it differs from the venue's
  const zone = $('.zone');
  if (zone) {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const hm = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
    const wd = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
    let shown = false;
    for (const s of $$('.sess[data-b]')) {
      const d = new Date(s.dataset.b), iso = s.dataset.b;
      if (hm.format(d) === iso.slice(11, 16) && d.getDate() === +iso.slice(8, 10)) continue;
      const away = d.getDate() !== +iso.slice(8, 10) ? wd.format(d) + ' ' : '';
      $('.clock', s).append(make('small', 'here', `${away}${hm.format(d)} your time`));
      shown = true;
    }
    if (shown) zone.append(` Your time: ${own.split('/').pop().replace(/_/g, ' ')}.`);
  }

  // stars, kept on this device
  const prog = $('[data-stars]');
  if (prog) {
    const KEY = 'milipol-stars';
    let stars = new Set(), only = false;
    try { stars = new Set(JSON.parse(localStorage.getItem(KEY) || '[]')); } catch { /* none kept */ }
    const items = $$('[data-s]', prog);
    const bar = make('p', 'acts mine'), btn = make('button'), said = make('span', 'dim small');
    btn.type = 'button'; said.setAttribute('role', 'status');
    bar.append(btn, said);
    const draw = () => {
      const n = items.filter(i => stars.has(i.dataset.s)).length;
      if (!n) only = false;
      btn.textContent = `★ My programme (${n})`;
      btn.setAttribute('aria-pressed', only);
      btn.disabled = !n;
      bar.hidden = !n && !$('.tools', prog);
      said.textContent = n ? '' : 'Star sessions to make your own list; it stays on this device.';
      for (const i of items) {
        const on = stars.has(i.dataset.s), b = $('.star', i);
        i.classList.toggle('starred', on);
        i.hidden = only && !on;
        if (b) { b.setAttribute('aria-pressed', on); b.firstChild.textContent = on ? '★' : '☆'; }
      }
      for (const p of $$('.half, .day', prog)) p.hidden = only && !$('[data-s]:not([hidden])', p);
    };
    for (const i of items) {
      const tools = $('.tools', i);
      if (!tools) continue;
      const b = make('button', 'star');
      b.type = 'button';
      b.append(make('span', '', '☆'), ' Star');
      b.setAttribute('aria-label', `Star: ${$('h3', i).textContent}, ${$('.tag:not(.mark)', i).textContent}`);
      b.onclick = () => {
        stars[stars.has(i.dataset.s) ? 'delete' : 'add'](i.dataset.s);
        try { localStorage.setItem(KEY, JSON.stringify([...stars])); } catch { /* this page only */ }
        draw();
      };
      tools.prepend(b);
    }
    btn.onclick = () => { only = !only; draw(); };
    prog.before(bar);
    draw();
  }

  // exhibitors: find, country, category
  const find = $('.find');
  if (find) find.hidden = false;
  const form = $('.filter');
  if (form) {
    const fold = s => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const rows = $$('#list_ li').map(li => ({
      li, sec: li.closest('section'), c: $('span', li)?.textContent || '',
      cats: $('.cat', li)?.textContent.trim().split('; ') || [], text: fold(li.textContent),
    }));
    const out = $('#found_'), clear = $('[type=reset]', form), { q, country, category } = form.elements;
    const fill = (sel, all) => {
      if (!sel) return;
      const n = new Map();
      for (const x of all) if (x) n.set(x, (n.get(x) || 0) + 1);
      for (const [k, v] of [...n].sort((a, b) => a[0].localeCompare(b[0]))) sel.append(new Option(`${k} (${v})`, k));
    };
    fill(country, rows.map(r => r.c));
    fill(category, rows.flatMap(r => r.cats));
    const apply = () => {
      const words = fold(q.value).split(/\s+/).filter(Boolean), c = country.value, k = category ? category.value : '';
      const some = new Set();
      let n = 0;
      for (const r of rows) {
        const ok = (!c || r.c === c) && (!k || r.cats.includes(k)) && words.every(w => r.text.includes(w));
        r.li.hidden = !ok;
        if (ok) { n++; some.add(r.sec); }
      }
      for (const s of $$('#list_ section')) s.hidden = !some.has(s);
      for (const a of $$('#az_ a')) a.parentNode.hidden = !some.has($('#list_ section[id="' + a.hash.slice(1) + '"]'));
      const any = words.length || c || k;
      out.hidden = clear.hidden = !any;
      out.textContent = any ? `${n.toLocaleString('en')} of ${rows.length.toLocaleString('en')}` : '';
    };
    form.hidden = false;
    const p = new URLSearchParams(location.search);
    for (const f of [q, country, category]) if (f && p.get(f.name)) f.value = p.get(f.name);
    form.oninput = apply;
    form.onreset = () => setTimeout(apply);
    form.onsubmit = ev => ev.preventDefault();
    apply();
  }

  // open what a link points into
  const reveal = () => {
    const el = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const d = el && (el.matches('details') ? el : $('details', el.matches('li') ? el : make('p')));
    if (d) { d.open = true; el.scrollIntoView(); }
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
