/**
 * What stands on the main page before anything is measured.
 *
 * @import {Target, Variant} from '../../api/types.js'
 * @import {Catalogue} from '../../state/catalogue.js'
 */
import * as api from '../../api/client.js';
import { fill, h } from '../../dom.js';
import { counted } from '../../words/format.js';
import { trainingCommands } from '../../parts/commands.js';
import { errorView } from '../../parts/notices.js';
import { representative } from '../../state/representative.js';
import { devicesAddress, sweepAddress } from '../../state/routes.js';

/**
 * @param {Catalogue} known
 * @param {string} dataset
 * @param {Target[]} chosen those of this machine are to be measured on
 * @returns {HTMLElement}
 */
export function emptyView({ variants, targets: all }, dataset, chosen) {
  const here = chosen.filter(({ id }) => all.some((target) => target.id === id));
  if (here.length === 0) return unpublishedView(dataset, chosen);
  const set = representative(variants, dataset);
  if (set.length === 0) return untrainedView(variants, dataset);
  const trouble = h('div');
  const button = h(
    'button.primary',
    {
      type: 'button',
      onclick: async () => {
        button.disabled = true;
        try {
          const sweep = await api.startSweep({ variants: set, targets: here.map(({ id }) => id), protocol: 'quick' });
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
      `A representative set is ${counted(set.length, 'model')} of ${dataset}, from every family, most of them below 2 GMACs, on ${titles(here, 'and')}. `,
      'With the quick protocol that takes a few minutes, and figures appear as they come in.',
    ),
    h('p.actions', {}, button, h('a.button', { href: '#/sweeps' }, 'Choose what to measure')),
    h('p.hint', {}, 'To choose by accuracy on images of your own, ', h('a', { href: '#/trainings' }, 'train a model on them'), '.'),
    h('p.hint', {}, 'To choose for a device that is not here, ', h('a', { href: devicesAddress() }, 'find it among those that others have measured'), '.'),
    trouble,
  );
}

/**
 * Devices elsewhere have figures of the models that others publish, which are trained on one data set.
 *
 * @param {string} dataset
 * @param {Target[]} targets
 */
function unpublishedView(dataset, targets) {
  return h(
    'section.card.start',
    {},
    h('h2', {}, `Nothing is known of models for ${dataset} there`),
    h('p', {}, `Nobody has published figures of models for ${dataset} on ${titles(targets, 'or')}. Choose another data set, or add a target of this machine to measure on.`),
  );
}

/** @returns {HTMLElement} */
export function noTargetView() {
  return h('section.card.start', {}, h('h2', {}, 'No target'), h('p', {}, 'This server knows no target to measure on.'));
}

/** @param {Target[]} targets @param {string} word between the last two @returns {string} */
function titles(targets, word) {
  return targets.map(({ title }) => title).join(` ${word} `);
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
