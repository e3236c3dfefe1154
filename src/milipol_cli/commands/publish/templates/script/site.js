// What a page begins with
import { $ } from './page.js';
import { startClock } from './clock.js';
import { startMine } from './mine.js';
import { startOffline } from './offline.js';

startClock();
startMine();
startOffline(document.currentScript.src);
for (const form of document.forms) form.hidden = false;

// Opens what a link points into; on paper, the address is there
const reveal = () => {
  const target = $(':target');
  const details = target && (target.matches('details') ? target : $(':scope > details', target));
  if (!details) return;
  details.open = true;
  target.scrollIntoView();
};
addEventListener('hashchange', reveal);
addEventListener('load', reveal);
const at = $('.at');
if (!at.textContent) at.textContent = location.href;
