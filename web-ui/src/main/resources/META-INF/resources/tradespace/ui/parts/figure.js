/**
 * A figure with its origin in sight.
 *
 * @import {Figure, MetricId} from '../api/types.js'
 */
import { h } from '../dom.js';
import { ABOUT, intervalText, NOTHING, quantity } from '../words/format.js';
import { provenance, valueOf } from '../words/metrics.js';

/** Words on the badges of origins. Measured is the normal case and has none. */
const BADGES = /** @type {Record<string, string>} */ ({ published: 'published', estimated: 'estimated' });

/**
 * The value with its unit, a badge unless it was measured, and its interval where it is asked for. A measured accuracy
 * never goes without: on a few images it says little.
 *
 * @param {MetricId} metric
 * @param {Figure|null|undefined} figure
 * @param {{interval?: boolean}} [wanted]
 * @returns {HTMLElement}
 */
export function figureView(metric, figure, { interval = metric === 'accuracy' } = {}) {
  const value = valueOf(figure);
  if (!figure || value === null) {
    return h('span.figure.missing', {}, noted(NOTHING, figure ? provenance(figure) : 'not known', 'not known'));
  }
  const { number, unit } = quantity(metric, value);
  return h(
    'span.figure',
    {},
    figure.origin === 'estimated' && h('span.about', {}, ABOUT),
    h('span.number', {}, number),
    unit === '' ? null : h('span.unit', {}, unit === '%' || unit === '/s' ? unit : ` ${unit}`),
    interval && figure.interval
      ? h('span.interval', {}, ' 95%: ', intervalText(metric, figure.interval))
      : null,
    badge(metric, figure),
  );
}

/** @param {MetricId} metric @param {Figure} figure @returns {HTMLElement|null} the outlined badge of a figure that was not measured */
function badge(metric, figure) {
  const word = BADGES[figure.origin];
  if (!word) return null;
  const note = badgeNote(metric, figure);
  return h(`button.origin.${figure.origin}`, { type: 'button', 'data-note': note }, word, h('span.unseen', {}, `: ${note}`));
}

/** @param {MetricId} metric @param {Figure} figure @returns {string} its interval, where it has one, and where it comes from */
export function badgeNote(metric, { interval, source }) {
  const where = source ?? 'no source given';
  return interval ? `95% interval: ${intervalText(metric, interval)}. ${where}` : where;
}

/**
 * Words with a note that appears on hover and on focus.
 *
 * @param {string} words
 * @param {string} note
 * @param {string} [spoken] read aloud in place of the words
 * @returns {HTMLElement}
 */
export function noted(words, note, spoken) {
  return h(
    'button.noted',
    { type: 'button', 'data-note': note },
    spoken ? h('span', { 'aria-hidden': 'true' }, words) : words,
    h('span.unseen', {}, `${spoken ?? ''}: ${note}`),
  );
}
