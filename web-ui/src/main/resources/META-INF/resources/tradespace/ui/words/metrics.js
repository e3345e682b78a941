/**
 * Metrics as the server describes them, and the figures of rows. Only the order of metrics is the page's own.
 *
 * @import {About, MetricId, Figure, Row, Origin} from '../api/types.js'
 * @typedef {About['metrics'][number]} Metric
 */

/** By id, once the server has been asked. @type {Record<MetricId, Metric>} */
export const METRICS = /** @type {any} */ ({});

/** @param {Metric[]} metrics of the server */
export function knowMetrics(metrics) {
  for (const metric of metrics) METRICS[metric.id] = metric;
}

/** @param {MetricId[]} first in this order @param {(metric: Metric) => boolean} wanted @returns {MetricId[]} and then all others that are wanted */
export function ordered(first, wanted) {
  const ids = Object.values(METRICS).filter(wanted).map(({ id }) => id);
  return [...first.filter((id) => ids.includes(id)), ...ids.filter((id) => !first.includes(id))];
}

/** @returns {MetricId[]} costs that may lie on the horizontal axis, in the order offered */
export const costs = () => ordered(['latency', 'macs', 'memory', 'energy', 'params', 'modelSize'], ({ goal }) => goal === 'minimize');

/** @returns {MetricId[]} metrics that may be limited, in the order offered; throughput is latency's inverse */
export const limited = () => ordered(['latency', 'accuracy', 'memory', 'params', 'macs', 'modelSize', 'energy'], ({ id }) => id !== 'throughput');

/** @param {MetricId} metric @returns {string} `Latency at most` */
export function limitTitle(metric) {
  const { label, goal } = METRICS[metric];
  return `${label[0].toUpperCase()}${label.slice(1)} ${goal === 'minimize' ? 'at most' : 'at least'}`;
}

/** @param {MetricId} metric @returns {string} the title where room is short */
export const columnTitle = (metric) => METRICS[metric].title.replace(' per inference', '');

/** @param {MetricId} metric @param {Figure|null|undefined} figure @returns {string} without the statistic of what is measured here: a published figure has the one that its source says */
export const figureTitle = (metric, figure) => (isElsewhere(figure) ? METRICS[metric].title.replace(/ \(p\d+\)$/, '') : METRICS[metric].title);

/** @param {Figure|null|undefined} figure @returns {boolean} whether somebody else measured it, or a model computed it */
const isElsewhere = (figure) => figure?.origin === 'published' || figure?.origin === 'estimated';

/** @param {Figure|undefined|null} figure @returns {number|null} its value, null where it is unavailable */
export function valueOf(figure) {
  return figure && figure.origin !== 'unavailable' && typeof figure.value === 'number' ? figure.value : null;
}

/** @param {Row} row @param {MetricId} metric @returns {number|null} */
export function valueIn(row, metric) {
  return valueOf(row[metric]);
}

/**
 * Which origins the figures of a metric have.
 *
 * @param {Row[]} rows
 * @param {MetricId} metric
 * @returns {Origin[]} without `unavailable`, in a fixed order
 */
export function originsOf(rows, metric) {
  const found = new Set(rows.map((row) => row[metric]?.origin));
  return /** @type {Origin[]} */ (['measured', 'estimated', 'published']).filter((origin) => found.has(origin));
}

/**
 * An axis title that names the origins: `Accuracy (published)`. Counts are exact, so theirs would say nothing.
 *
 * @param {Row[]} rows
 * @param {MetricId} metric
 * @returns {string}
 */
export function axisTitle(rows, metric) {
  const { title } = METRICS[metric];
  if (METRICS[metric].basis === 'counted') return title;
  const origins = originsOf(rows, metric).join(' and ');
  if (origins === '') return title;
  if (metric !== 'latency') return `${title} (${origins})`;
  // Which statistic others have published is theirs to say.
  return originsOf(rows, metric).includes('measured') ? `Latency (p50, ${origins})` : `Latency (${origins})`;
}

/** @param {Figure} figure @returns {string} where the figure comes from, or why there is none, as a sentence part */
export function provenance(figure) {
  if (figure.origin === 'unavailable') return figure.reason ?? 'not known';
  return figure.source ? `${figure.origin}: ${figure.source}` : figure.origin;
}
