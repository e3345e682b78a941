/**
 * Past and running sweeps, and a form that starts one.
 *
 * @import {Sweep} from '../../api/types.js'
 * @import {Column} from '../../parts/table.js'
 * @import {App} from '../../main.js'
 */
import * as api from '../../api/client.js';
import { catalogue } from '../../state/catalogue.js';
import { fill, h } from '../../dom.js';
import { count, counted, duration, moment } from '../../words/format.js';
import { errorView, isGivenUp, waiting } from '../../parts/notices.js';
import { dataTable } from '../../parts/table.js';
import { sweepAddress } from '../../state/routes.js';
import { askedText } from '../../words/training-words.js';
import { rejectedView, startForm } from './sweep-form.js';

/** @param {HTMLElement} root @param {unknown} _route @param {App} app @returns {Promise<() => void>} */
export async function openSweeps(root, _route, app) {
  fill(root, waiting('Loading the sweeps\u2026'));
  const asked = new AbortController();
  const [known, first] = await Promise.all([catalogue(), api.sweeps(asked.signal)]);
  let sweeps = first.items;
  const trouble = h('div');
  const table = dataTable({
    caption: 'Sweeps, the newest first',
    empty: 'No sweep yet. Start one here, and its progress appears at once.',
    key: (/** @type {Sweep} */ sweep) => sweep.id,
    columns: COLUMNS,
  });
  table.show(sweeps);

  const stop = app.hear((event) => {
    if (event.type === 'sweep') {
      const { data } = event;
      const known = sweeps.some((sweep) => sweep.id === data.id);
      sweeps = known ? sweeps.map((sweep) => (sweep.id === data.id ? data : sweep)) : [data, ...sweeps];
      table.show(sweeps);
    } else if (event.type === 'connected' && event.again) {
      api.sweeps(asked.signal).then(
        ({ items }) => {
          sweeps = items;
          table.show(sweeps);
        },
        (error) => isGivenUp(error) || fill(trouble, errorView(error)),
      );
    }
  });

  fill(
    root,
    h('h1', { tabindex: '-1' }, 'Sweeps'),
    h('p.lead', {}, 'A sweep runs models on targets and keeps what it measures. One that was broken off goes on by itself.'),
    trouble,
    h(
      'div.sweeps',
      {},
      h('section.card', { 'aria-labelledby': 'new-sweep' }, h('h2', { id: 'new-sweep' }, 'Measure models'), startForm(known)),
      h(
        'div.stack',
        {},
        h('section.card', { 'aria-labelledby': 'past-sweeps' }, h('h2', { id: 'past-sweeps' }, 'Sweeps so far'), table.element),
        rejectedView(known),
      ),
    ),
  );
  return () => {
    asked.abort();
    stop();
  };
}

/** @type {Column<Sweep>[]} */
const COLUMNS = [
  {
    id: 'created',
    title: 'Started',
    head: true,
    descending: true,
    order: (sweep) => sweep.created,
    cell: (sweep) => h('a', { href: sweepAddress(sweep.id) }, moment(sweep.created)),
  },
  { id: 'status', title: 'State', order: (sweep) => sweep.status, cell: statusTag },
  {
    id: 'progress',
    title: 'Progress',
    cell: (sweep) => [
      h('progress', { max: sweep.total, value: sweep.done + sweep.failed, 'aria-label': `${sweep.done + sweep.failed} of ${sweep.total} jobs` }),
      h('span.beside', {}, `${sweep.done + sweep.failed} of ${sweep.total}`),
      typeof sweep.remainingSeconds === 'number' && sweep.status === 'active' && h('span.beside', {}, `${duration(sweep.remainingSeconds)} left`),
    ],
  },
  { id: 'failed', title: 'Failed', number: true, descending: true, order: (sweep) => sweep.failed, cell: (sweep) => (sweep.failed > 0 ? h('span.tag.bad', {}, count(sweep.failed)) : '0') },
  { id: 'protocol', title: 'Protocol', order: (sweep) => sweep.protocol, cell: (sweep) => sweep.protocol },
  {
    id: 'size',
    title: 'What',
    cell: (sweep) => [`${modelsOf(sweep)} on ${counted(sweep.targets.length, 'target')}`, sweep.training && h('span.hint', {}, `, trained on ${askedText(sweep.training)}`)],
  },
];

/** @param {Sweep} sweep @returns {string} `18 models`, or the patterns that were asked for */
export function modelsOf({ variants }) {
  const patterns = variants.length === 0 || variants.some((variant) => variant.includes('*') || variant.includes('?'));
  if (!patterns) return counted(variants.length, 'model');
  return variants.length === 0 ? 'all models' : variants.join(', ');
}

/** @param {Sweep} sweep @returns {HTMLElement} */
export function statusTag(sweep) {
  const words = { active: 'running', finished: 'finished', cancelled: 'cancelled' }[sweep.status] ?? sweep.status;
  const tone = sweep.status === 'active' ? 'best' : sweep.status === 'finished' ? 'good' : '';
  return h(`span.tag${tone === '' ? '' : `.${tone}`}`, {}, words);
}
