/**
 * What a person has chosen on the main page. It lives in the address, so that a choice can be kept, shared and gone
 * back to.
 *
 * @import {MetricId} from '../api/types.js'
 * @typedef {object} Choice
 * @property {string[]} targets empty: none chosen yet
 * @property {string} dataset '' : the first that has any
 * @property {string} protocol '' : any
 * @property {string} shown the target on the chart; '' : the first chosen
 * @property {MetricId} x
 * @property {boolean} log
 * @property {Partial<Record<MetricId, number>>} limits in the metrics' units
 */
import { costs, limited, METRICS } from '../words/metrics.js';

/** @param {MetricId} metric @returns {string} the server's name of the limit: `maxLatency`, `minAccuracy` */
export function limitName(metric) {
  const name = metric[0].toUpperCase() + metric.slice(1);
  return METRICS[metric].goal === 'maximize' ? `min${name}` : `max${name}`;
}

/** @param {URLSearchParams} query @returns {Choice} */
export function readChoice(query) {
  /** @type {Choice['limits']} */
  const limits = {};
  for (const metric of limited()) {
    const written = query.get(limitName(metric));
    const limit = Number(written);
    if (written !== null && written !== '' && Number.isFinite(limit) && limit >= 0) limits[metric] = limit;
  }
  const x = /** @type {MetricId} */ (query.get('x'));
  return {
    targets: query.getAll('target'),
    dataset: query.get('dataset') ?? '',
    protocol: query.get('protocol') ?? '',
    shown: query.get('shown') ?? '',
    x: costs().includes(x) ? x : 'latency',
    log: query.get('log') !== 'no',
    limits,
  };
}

/** @param {Choice} choice @returns {string} the address; `#/` for a choice of nothing */
export function choiceAddress(choice) {
  const query = new URLSearchParams();
  for (const target of choice.targets) query.append('target', target);
  if (choice.dataset !== '') query.set('dataset', choice.dataset);
  if (choice.protocol !== '') query.set('protocol', choice.protocol);
  if (choice.shown !== '') query.set('shown', choice.shown);
  if (choice.x !== 'latency') query.set('x', choice.x);
  if (!choice.log) query.set('log', 'no');
  for (const [name, limit] of Object.entries(limitQuery(choice))) query.set(name, String(limit));
  const text = query.toString();
  return text === '' ? '#/' : `#/?${text}`;
}

/** @param {Choice} choice @returns {Record<string, number>} the limits as the server names them */
export function limitQuery(choice) {
  /** @type {Record<string, number>} */
  const query = {};
  for (const metric of limited()) {
    const limit = choice.limits[metric];
    if (limit !== undefined) query[limitName(metric)] = limit;
  }
  return query;
}
