// What a page begins with
import { $ } from './page.js';
import { startClock } from './clock.js';
import { startMine } from './mine.js';
import { startOffline } from './offline.js';

startClock();
startMine();
startOffline(document.currentScript.src);

// Opens what a link points into; on paper, the address is there
const reveal = () => {
  const details = $('details:target, :target > details');
  if (!details) return;
  details.open = true;
  details.closest(':target').scrollIntoView();
};
addEventListener('hashchange', reveal);
addEventListener('load', reveal);
