/**
 * What to type: command lines to copy.
 *
 * @import {Variant} from '../api/types.js'
 */
import { fill, h } from '../dom.js';

/** Networks for images up to this size are the ones that a small machine trains. */
const SMALL = 64;

/** The one to begin with, where there is one: it trains fast and well. */
const FIRST = 'resnet/mini';

/** @param {string} words @returns {HTMLElement} */
export function commandView(words) {
  const said = h('span', {}, 'Copy');
  return h(
    'div.command',
    {},
    h('code', {}, words),
    // Browsers offer the clipboard to pages from this machine or over TLS only.
    navigator.clipboard &&
      h(
        'button',
        {
          type: 'button',
          'aria-label': `Copy: ${words}`,
          onclick: async () => {
            try {
              await navigator.clipboard.writeText(words);
              fill(said, 'Copied');
            } catch {
              fill(said, 'Not allowed');
            }
          },
        },
        said,
      ),
  );
}

/** @param {Variant[]} variants @returns {string} a small network to train first */
export function firstToTrain(variants) {
  if (variants.some(({ id }) => id === FIRST)) return FIRST;
  const small = variants.filter(({ resolution }) => resolution <= SMALL);
  return [...(small.length > 0 ? small : variants)].sort((a, b) => a.macs - b.macs)[0]?.id ?? FIRST;
}

/**
 * What gives a first training.
 *
 * @param {Variant[]} variants
 * @param {string} [dataset] the one asked about
 * @returns {HTMLElement[]}
 */
export function trainingCommands(variants, dataset) {
  const id = firstToTrain(variants);
  const step = (/** @type {string} */ words, /** @type {string} */ command) => h('div.step', {}, h('p', {}, words), commandView(command));
  if (dataset !== undefined) {
    return [
      step('One model, trained for five minutes and then scored:', `tradespace train ${id} --dataset ${dataset} --time 5m`),
      step('Several models, each trained once and then measured on every target:', `tradespace sweep --dataset ${dataset} --variants '*/mini*' --epochs 10`),
    ];
  }
  return [
    step('The images that come with Tradespace, in about a minute:', `tradespace train ${id} --dataset synthetic-shapes --time 1m`),
    step('Data sets that can be fetched:', 'tradespace data list'),
    step('Your own images, in a folder with a sub-folder for each class:', `tradespace train ${id} --dataset path/to/images --time 10m`),
  ];
}
