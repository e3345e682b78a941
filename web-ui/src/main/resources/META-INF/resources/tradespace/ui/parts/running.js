/**
 * The sweep that runs, in the bar of every page.
 *
 * @import {Sweep} from '../api/types.js'
 * @import {App} from '../main.js'
 */
import * as api from '../api/client.js';
import { fill, h } from '../dom.js';
import { duration } from '../words/format.js';
import { sweepAddress } from '../state/routes.js';

/** @param {HTMLAnchorElement} link @param {App} app */
export function startRunning(link, app) {
  /** @type {string|number|null} */
  let current = null;

  /** @param {Sweep} sweep */
  const show = (sweep) => {
    if (sweep.status !== 'active') {
      if (current === sweep.id) {
        current = null;
        link.hidden = true;
      }
      return;
    }
    current = sweep.id;
    const settled = sweep.done + sweep.failed;
    const left = typeof sweep.remainingSeconds === 'number' ? `, ${duration(sweep.remainingSeconds)} left` : '';
    link.href = sweepAddress(sweep.id);
    fill(
      link,
      h('progress', { max: sweep.total, value: settled, 'aria-hidden': 'true' }),
      h('span.unseen', {}, 'Measuring: '),
      h('span.words', {}, `${settled} of ${sweep.total}${left}`),
    );
    link.hidden = false;
  };
  const look = () => {
    // A page that cannot ask says so itself.
    api.sweeps().then(({ items }) => items.filter((sweep) => sweep.status === 'active').forEach(show), () => {});
  };
  app.hear((event) => {
    if (event.type === 'sweep') show(event.data);
    if (event.type === 'connected') look();
  });
  look();
}
