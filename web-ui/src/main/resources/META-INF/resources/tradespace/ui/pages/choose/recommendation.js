/**
 * The answer in words: which model, why, which limit decides, and what lies next to it.
 *
 * @import {Recommendation, Neighbour, MetricId, Target, Row} from '../../api/types.js'
 */
import { sentence } from '../../api/client.js';
import { folded, h } from '../../dom.js';
import { counted, intervalText, modelName, roundText, text } from '../../words/format.js';
import { figureTitle, METRICS, valueOf } from '../../words/metrics.js';
import { figureView } from '../../parts/figure.js';
import { configurationView } from '../../parts/configuration.js';
import { markView } from '../../parts/mark.js';
import { modelAddress } from '../../state/routes.js';

/** The figures on so many targets are in sight, those on others folded away. */
const MOST_TARGETS = 4;

/**
 * @param {Recommendation} answer
 * @param {object} around
 * @param {string[]} around.families
 * @param {Target[]} around.targets
 * @param {(metric: MetricId, limit: number) => void} around.loosen
 * @param {() => void} around.select marks the recommended model on the chart and in the table
 * @returns {HTMLElement[]}
 */
export function recommendationView(answer, { families, targets, loosen, select }) {
  const best = answer.recommended;
  if (!best) return [nothingFits(answer, loosen)];
  const family = best.rows[0]?.family ?? best.variant.split('/')[0];
  return [
    h(
      'div.winner',
      {},
      h('p.eyebrow', {}, eyebrow(answer.targets.length)),
      h('h2.winner-name', {}, markView(family, families), h('a', { href: modelAddress(best.variant) }, modelName(best.variant))),
      configurationView(best.variant),
      h('p', {}, sentence(best.reason)),
      best.rows.slice(0, MOST_TARGETS).map((row) => targetFigures(row, targets)),
      otherTargets(best.rows.slice(MOST_TARGETS), targets),
      h('p', {}, h('button.plain', { type: 'button', onclick: () => select() }, 'Mark it below')),
    ),
    h('div.winner-next', {}, bindingView(answer, loosen), neighboursView(answer), excludedView(answer)),
  ];
}

/** @param {Row[]} rows @param {Target[]} targets */
function otherTargets(rows, targets) {
  if (rows.length === 0) return null;
  return folded('details', `On ${counted(rows.length, 'other target')}`, () => rows.map((row) => targetFigures(row, targets)));
}

/** @param {number} targets @returns {string} */
function eyebrow(targets) {
  if (targets === 1) return 'Recommended';
  return targets === 2 ? 'Recommended for both targets' : `Recommended for all ${targets} targets`;
}

/** @param {Row} row @param {Target[]} targets */
function targetFigures(row, targets) {
  const shown = /** @type {MetricId[]} */ (['accuracy', 'latency', 'memory']);
  return h(
    'div.target-figures',
    {},
    h('p.hint', {}, targetTitle(row.target, targets)),
    h(
      'dl',
      {},
      shown.map((metric) =>
        h('div', {}, h('dt', {}, figureTitle(metric, row[metric])), h('dd', {}, figureView(metric, row[metric], { interval: true }))),
      ),
    ),
  );
}

/** @param {string} id @param {Target[]} targets @returns {string} */
export function targetTitle(id, targets) {
  return targets.find((target) => target.id === id)?.title ?? id;
}

/** @param {Recommendation} answer @param {(metric: MetricId, limit: number) => void} loosen */
function bindingView({ binding }, loosen) {
  if (!binding) return h('p.hint', {}, 'No limit stands in the way of a more accurate model.');
  const next = binding.next;
  return h(
    'div.binding',
    {},
    h('h3', {}, `The limit that decides: ${METRICS[binding.metric].label}, ${roundText(binding.metric, binding.limit)}`),
    h('p', {}, sentence(binding.message)),
    next &&
      h(
        'button',
        { type: 'button', onclick: () => loosen(binding.metric, next.needs) },
        'Loosen it so far',
      ),
  );
}

/** @param {Recommendation} answer */
function neighboursView({ faster, moreAccurate }) {
  if (!faster && !moreAccurate) return null;
  return h(
    'dl.neighbours',
    {},
    faster ? [h('dt', {}, 'Next faster'), neighbour(faster)] : null,
    moreAccurate ? [h('dt', {}, 'Next more accurate'), neighbour(moreAccurate)] : null,
  );
}

/** @param {Neighbour} next */
function neighbour(next) {
  const parts = [];
  if (next.latency && valueOf(next.latency) !== null) parts.push(latencyText(next.latency));
  if (next.accuracy && valueOf(next.accuracy) !== null) parts.push(accuracyText(next.accuracy));
  return h('dd', {}, h('a', { href: modelAddress(next.variant), title: next.variant }, modelName(next.variant)), parts.length > 0 && ` ${parts.join(', ')}`);
}

/** @param {import('../../api/types.js').Figure} latency @returns {string} with its origin where it was not measured here */
function latencyText({ value, origin }) {
  return origin === 'measured' ? text('latency', value) : `${text('latency', value)} (${origin})`;
}

/** @param {import('../../api/types.js').Figure} accuracy @returns {string} with its interval and its origin */
function accuracyText({ value, interval, origin }) {
  return `${text('accuracy', value)} (${origin}${interval ? `, 95%: ${intervalText('accuracy', interval)}` : ''})`;
}

/**
 * @param {number} excluded models that break a limit or of which something is not known
 * @param {number} considered models of which accuracy and latency are known on every target
 * @returns {string} `18 models left out`: not all of them were among those considered, so that "18 of 0" would say nothing
 */
export function leftOutText(excluded, considered) {
  return `${counted(excluded, 'model')} left out, ${counted(considered, 'model')} considered`;
}

/** @param {Recommendation} answer */
function excludedView({ excluded, considered }) {
  if (excluded.length === 0) return null;
  return folded('details.excluded', leftOutText(excluded.length, considered), () =>
    h('ul', {}, excluded.map(({ variant, reason }) => h('li', {}, h('b', { title: variant }, modelName(variant)), ` ${reason}`))),
  );
}

/** @param {Recommendation} answer @param {(metric: MetricId, limit: number) => void} loosen */
function nothingFits(answer, loosen) {
  const miss = answer.nearestMiss;
  return h(
    'div.nothing-fits',
    {},
    h('p.eyebrow', {}, 'No recommendation'),
    h('h2', {}, 'Nothing fits'),
    h('p', {}, miss ? sentence(miss.reason) : `None of ${counted(answer.considered, 'model')} is within all limits.`),
    miss?.variant && h('p', {}, 'Closest: ', h('a', { href: modelAddress(miss.variant), title: miss.variant }, modelName(miss.variant))),
    answer.binding && bindingView(answer, loosen),
    excludedView(answer),
  );
}
