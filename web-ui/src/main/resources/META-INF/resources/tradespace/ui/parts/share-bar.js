/** A share as a bar. */
import { h } from '../dom.js';

/** @param {number} share 0 to 1 @returns {HTMLElement} for the eye: the number stands beside it */
export function shareBar(share) {
  const filled = h('span');
  filled.style.width = `${100 * share}%`;
  return h('span.share', { 'aria-hidden': 'true' }, filled);
}
