/**
 * Rankings in words.
 *
 * @import {Rank, Ranks} from '../api/comparison-types.js'
 */
import { count, counted } from './format.js';
import { METRICS } from './metrics.js';

/** @param {Rank} rank @returns {string} `3`, `4.5, tied with 3` */
export function rankText({ rank, ties }) {
  return ties === 0 ? String(rank) : `${rank}, tied with ${count(ties)}`;
}

/** @param {Ranks} ranks @returns {string} what the two rankings have in common, in one or two sentences */
export function flipsSentence({ metric, spearman, pairs, flips, models }) {
  const title = METRICS[metric].label;
  if (models.length < 2) return `Fewer than two models have ${article(title)} on both targets, so there is no order to compare.`;
  const coefficient = spearman === null ? 'None of the models can be told apart on one of the targets.' : `Spearman\u2019s coefficient of the two orders is ${spearman.toFixed(3)}.`;
  const flipped =
    flips === 0
      ? `No pair of the ${counted(models.length, 'model')} changes its order beyond the 95% intervals.`
      : `Of ${counted(pairs, 'pair')} of models ${count(flips)} ${flips === 1 ? 'is' : 'are'} flipped: one model is better on one target and the other on the other, beyond the 95% intervals of both.`;
  return `${coefficient} ${flipped}`;
}

/** @param {string} noun @returns {string} `a latency`, `an accuracy` */
function article(noun) {
  return /^[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`;
}
