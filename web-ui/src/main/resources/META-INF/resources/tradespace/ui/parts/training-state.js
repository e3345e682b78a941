/**
 * A training's state, and how far it is.
 *
 * @import {Training, TrainingProgress} from '../api/types.js'
 */
import { h } from '../dom.js';
import { progressText, STATES } from '../words/training-words.js';

const TONES = /** @type {Record<string, string>} */ ({ running: '.best', done: '.good', failed: '.bad' });

/** @param {Pick<Training, 'status'>} training @returns {HTMLElement} */
export function stateTag({ status }) {
  return h(`span.tag${TONES[status] ?? ''}`, {}, STATES[status] ?? status);
}

/** @param {TrainingProgress} progress @returns {HTMLElement} a bar as wide as its place */
export function progressBar(progress) {
  return h('progress.wide', { max: 1, value: progress.fraction, 'aria-label': progressText(progress) });
}
