// Stars, and what this device saw of each last; both are kept on it and nowhere else
import { dateIn, keep, kept } from './page.js';

const STARS = 'milipol-stars', SEEN = 'milipol-seen';
export let stars = [], seen = {};

export function readStars() {
  stars = [kept(STARS, stars)].flat().map(String);
  seen = kept(SEEN, seen);
}
export function look(id, state) {
  seen[id] = state;
  keep(SEEN, seen);
}
export function toggle(id, state) {
  // Another page may have changed them
  readStars();
  const isOn = stars.includes(id);
  stars = isOn ? stars.filter(other => other !== id) : [...stars, id];
  keep(STARS, stars);
  look(id, isOn ? undefined : state);
}

const day = time => dateIn('UTC', time.slice(0, 10), { weekday: 'short', day: 'numeric', month: 'short' });

// How a session or an exhibitor differs from what was seen: its title, begin, room and
// whether it is off; '' if in nothing
export function change(then, now) {
  if (!now) return 'no longer listed';
  if (!then) return '';
  const parts = [];
  if (then.off !== now.off) parts.push(now.off ? 'cancelled' : 'no longer cancelled');
  if (then.b !== now.b) {
    const isSameDay = now.b?.slice(0, 10) === then.b?.slice(0, 10);
    parts.push(then.b ? `moved from ${isSameDay ? '' : `${day(then.b)}, `}${then.b.slice(11, 16)}` : 'has a time now');
  }
  if ((then.r || '') !== (now.r || '')) parts.push(then.r ? `was ${then.r}` : `now ${now.r}`);
  return parts.join(', ');
}

// By hall and stand, without one last, then by name
export const byPlace = ({ state: one }, { state: other }) => !one.r - !other.r
  || (one.r || '').localeCompare(other.r || '', 'en', { numeric: true }) || one.t.localeCompare(other.t);
