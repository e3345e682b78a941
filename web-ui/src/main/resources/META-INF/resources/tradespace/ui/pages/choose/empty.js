/**
 * What stands on the main page before anything is measured.
 *
 * @import {Variant} from '../../api/types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { counted } from '../../words/format.js';
import { trainingCommands } from '../../parts/commands.js';
import { errorView } from '../../parts/notices.js';
import { representative } from '../../state/representative.js';
import { sweepAddress } from '../../state/routes.js';

/**
 * @param {Catalogue} known
 * @param {string} dataset
 * @param {string[]} targets those chosen, to be measured on
 * @returns {HTMLElement}
 */
export function emptyView({ variants, targets: all }, dataset, targets) {
  const set = representative(variants, dataset);
  if (set.length === 0) return untrainedView(variants, dataset);
  const names = targets.map((id) => all.find((target) => target.id === id)?.title ?? id);
  const trouble = h('div');
  const button = h(
    'button.primary',
    {
      type: 'button',
      onclick: async () => {
        button.disabled = true;
        try {
          const sweep = await api.startSweep({ variants: set, targets, protocol: 'quick' });
          location.hash = sweepAddress(sweep.id);
        } catch (error) {
          fill(trouble, errorView(error));
          button.disabled = false;
        }
      },
    },
    'Measure a representative set',
  );
  return h(
    'section.card.start',
    {},
    h('h2', {}, 'Nothing has been measured here yet'),
    h(
      'p',
      {},
      'Published latencies come from other machines. To choose a model for this one, Tradespace runs each candidate here ',
      'and keeps its latency and memory beside its published accuracy.',
    ),
    h(
      'p',
      {},
      `A representative set is ${counted(set.length, 'model')} of ${dataset}, from every family, most of them below 2 GMACs, on ${names.join(' and ')}. `,
      'With the quick protocol that takes a few minutes, and figures appear as they come in.',
    ),
    h('p.actions', {}, button, h('a.button', { href: '#/sweeps' }, 'Choose what to measure')),
    h('p.hint', {}, 'To choose by accuracy on images of your own, ', h('a', { href: '#/trainings' }, 'train a model on them'), '.'),
    trouble,
  );
}

/** @param {Variant[]} variants @param {string} dataset on which no model has a published accuracy */
function untrainedView(variants, dataset) {
  return h(
    'section.card.start',
    {},
    h('h2', {}, `Nothing has been measured on ${dataset} yet`),
    h(
      'p',
      {},
      `No accuracy on ${dataset} is published for these models, so it is measured: each is trained here and its test images are run through every target.`,
    ),
    trainingCommands(variants, dataset),
    h('p', {}, h('a', { href: '#/trainings' }, 'Trainings so far')),
  );
}
