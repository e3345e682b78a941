/**
 * The data sets that one can choose models on. Lists and fronts never mix them: an accuracy on one says nothing about
 * another.
 *
 * @import {Variant, Training} from '../api/types.js'
 * @typedef {object} Offered
 * @property {string} id
 * @property {number} rows measured
 * @property {number} trained models trained here on its images
 * @property {boolean} published whether accuracies on it are
 */
import * as api from '../api/client.js';
import { counted } from '../words/format.js';

/**
 * @param {Variant[]|Promise<Variant[]>} awaited the variants
 * @param {AbortSignal} [signal]
 * @returns {Promise<{datasets: Offered[], trainings: Training[]}>} those of the variants, and those that something was
 *     trained on
 */
export async function offeredDatasets(awaited, signal) {
  const [variants, { items }] = await Promise.all([awaited, api.trainings({}, signal)]);
  const names = datasetNames(variants, items);
  const rows = await Promise.all(names.map((dataset) => api.countMeasurements({ dataset }, signal)));
  return {
    trainings: items,
    datasets: names.map((id, place) => ({
      id,
      rows: rows[place],
      trained: items.filter(({ dataset, status }) => dataset === id && status === 'done').length,
      published: variants.some(({ dataset, accuracy }) => dataset === id && accuracy.origin === 'published'),
    })),
  };
}

/** @param {Pick<Variant, 'dataset'>[]} variants @param {Pick<Training, 'dataset'>[]} trainings @returns {string[]} each once */
export function datasetNames(variants, trainings) {
  return [...new Set([...variants, ...trainings].map(({ dataset }) => dataset))];
}

/**
 * @param {Offered[]} offered
 * @param {string} wanted
 * @returns {string} the wanted one, or the first to choose on: with rows whose accuracies are known, else one of known accuracies, for there is nothing to weigh
 *     costs against without them
 */
export function datasetOf(offered, wanted) {
  const known = offered.filter(({ published, trained }) => published || trained > 0);
  const found = offered.find(({ id }) => id === wanted) ?? known.find(({ rows }) => rows > 0) ?? known[0] ?? offered[0];
  return found?.id ?? '';
}

/** @param {Variant[]} variants @returns {string} the one that most accuracies are published for: devices elsewhere have no others */
export function publishedDataset(variants) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { dataset, accuracy } of variants) {
    if (accuracy.origin === 'published') counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** @param {Offered} offered @returns {string} what there is, and where its accuracies come from */
export function offeredText({ rows, trained, published }) {
  if (rows === 0) return trained === 0 ? 'nothing measured yet' : `${counted(trained, 'model')} trained, not measured yet`;
  const origins = [published && 'published', trained > 0 && `measured on ${counted(trained, 'trained model')}`].filter(Boolean);
  return `${counted(rows, 'row')}, accuracy ${origins.length === 0 ? 'not known' : origins.join(' and ')}`;
}
