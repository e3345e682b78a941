/**
 * What the page says about each metric. Values, goals and units come from the server; only words and order live here.
 *
 * @import {MetricId, Figure, Row, Origin} from '../api/types.js'
 */

/** @type {Record<MetricId, {title: string, short: string, limit: string}>} */
export const METRICS = {
  accuracy: { title: 'Accuracy', short: 'accuracy', limit: 'Accuracy at least' },
  latency: { title: 'Latency (p50)', short: 'latency', limit: 'Latency at most' },
  throughput: { title: 'Throughput', short: 'throughput', limit: 'Throughput at least' },
  memory: { title: 'Memory', short: 'memory', limit: 'Memory at most' },
  energy: { title: 'Energy per inference', short: 'energy', limit: 'Energy at most' },
  params: { title: 'Parameters', short: 'parameters', limit: 'Parameters at most' },
  macs: { title: 'MACs', short: 'MACs', limit: 'MACs at most' },
  modelSize: { title: 'Model size', short: 'model size', limit: 'Model size at most' },
};

/** Costs that may lie on the horizontal axis, in the order offered. */
export const COSTS = /** @type {MetricId[]} */ (['latency', 'macs', 'memory', 'energy', 'params', 'modelSize']);

/** Metrics that may be limited, in the order offered. */
export const LIMITED = /** @type {MetricId[]} */ ([
  'latency',
  'accuracy',
  'memory',
  'params',
  'macs',
  'modelSize',
  'energy',
]);

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
  if (metric === 'params' || metric === 'macs' || metric === 'modelSize') return title;
  const origins = originsOf(rows, metric).join(' and ');
  if (origins === '') return title;
  return metric === 'latency' ? `Latency (p50, ${origins})` : `${title} (${origins})`;
}

/** @param {Figure} figure @returns {string} where the figure comes from, or why there is none, as a sentence part */
export function provenance(figure) {
  if (figure.origin === 'unavailable') return figure.reason ?? 'not known';
  return figure.source ? `${figure.origin}: ${figure.source}` : figure.origin;
}
