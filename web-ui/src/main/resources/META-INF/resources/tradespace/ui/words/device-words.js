/**
 * Devices elsewhere in words.
 *
 * @import {Device, DeviceDetail, EstimateErrors, PublishedTarget} from '../api/device-types.js'
 * @import {Row} from '../api/types.js'
 */
import { counted, NOTHING } from './format.js';
import { METRICS, valueIn } from './metrics.js';

/** Kinds in the order offered: of one device, and of many. */
const KINDS = /** @type {Record<string, [string, string]>} */ ({
  phone: ['phone or tablet', 'Phones'],
  board: ['board', 'Boards'],
  microcontroller: ['microcontroller', 'Microcontrollers'],
  accelerator: ['accelerator', 'Accelerators'],
  laptop: ['laptop', 'Laptops'],
  server: ['server', 'Servers'],
  browser: ['browser', 'Browsers'],
});

/** @param {string} kind @returns {string} `phone or tablet` */
export const kindText = (kind) => KINDS[kind]?.[0] ?? kind;

/** @param {string} kind @returns {string} `Phones` */
export const kindsText = (kind) => KINDS[kind]?.[1] ?? kind;

/** @param {Device[]} devices @returns {{kind: string, count: number}[]} the kinds that there are, in the order offered */
export function kindsOf(devices) {
  const order = Object.keys(KINDS);
  const place = (/** @type {string} */ kind) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return [...new Set(devices.map(({ kind }) => kind))]
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b, 'en'))
    .map((kind) => ({ kind, count: devices.filter((device) => device.kind === kind).length }));
}

/** @param {Device} device @returns {string} what is known of it, in a line */
export function deviceLine({ kind, targets, exactRows }) {
  return `${kindText(kind)}, ${counted(targets, 'configuration')}, ${counted(exactRows, 'published figure')}`;
}

/** @param {Pick<DeviceDetail, 'name'>} device @param {Pick<PublishedTarget, 'title'>} configuration @returns {string} the title without the device's name */
export function configurationName({ name }, { title }) {
  return title.startsWith(`${name}, `) ? title.slice(name.length + 2) : title;
}

/** @param {PublishedTarget} configuration @returns {string} what its rows rest on, in a line */
export function configurationLine({ variants, estimates, estimatesReason }) {
  const published = `${counted(variants, 'model')} published`;
  if (estimates) return `${published}, the others estimated within ${percent(estimates.meanError)} on average`;
  return estimatesReason ? `${published}, none estimated: ${estimatesReason}` : published;
}

/** @param {EstimateErrors} errors @param {string} [known] how the latencies became known @returns {string} */
export function errorsText({ networks, meanError, within10, spearman, coverage }, known = 'published') {
  return (
    `Each of ${counted(networks, `${known} latency`, `${known} latencies`)} was left out once and estimated from the rest: mean error ${percent(meanError)}, ` +
    `${percent(within10)} of them within 10%, rank correlation (Spearman) ${rank(spearman)}; ` +
    `${percent(coverage)} of the 90% intervals hold what was ${known}.`
  );
}

/** @param {number} value @returns {string} `7.2%`; at most three digits */
export function percent(value) {
  return `${Number(value.toFixed(1)).toLocaleString('en')}%`;
}

/** @param {number|null} value a correlation @returns {string} `0.992` */
export const rank = (value) => (value === null ? NOTHING : value.toFixed(3));

/**
 * How the configurations of a device are told apart best: the one of most published models, the first of equals.
 *
 * @param {PublishedTarget[]} configurations
 * @returns {PublishedTarget|undefined}
 */
export function mainConfiguration(configurations) {
  return configurations.reduce(
    (/** @type {PublishedTarget|undefined} */ best, one) => (best === undefined || one.variants > best.variants ? one : best),
    undefined,
  );
}

/**
 * Why a target has no front of accuracy against latency.
 *
 * @param {Row[]} rows of it
 * @returns {string} '' where some model has both figures
 */
export function noFrontReason(rows) {
  if (rows.length === 0) return 'Nothing is known of models of this data set here.';
  if (rows.some((row) => valueIn(row, 'accuracy') !== null && valueIn(row, 'latency') !== null)) return '';
  const missing = rows.every((row) => valueIn(row, 'accuracy') === null) ? 'accuracy' : 'latency';
  const reason = rows.find((row) => row[missing]?.reason)?.[missing].reason;
  return `No model has both an accuracy and a latency, so there is no front. ${METRICS[missing].title}: ${reason ?? 'not known'}.`;
}
