/**
 * Models of several targets side by side.
 *
 * @import {Figure, Front, Row} from '../api/types.js'
 * @typedef {object} Compared A model that is on the front of at least one target.
 * @property {string} variant
 * @property {string} family
 * @property {Figure} accuracy
 * @property {number} on the front of so many of the targets
 * @property {Map<string, {row: Row, member: boolean}>} at by target
 */
/** @param {URLSearchParams} query @returns {string[]} each target once */
export function comparedTargets(query) {
  return [...new Set((query.get('targets') ?? '').split(',').filter((target) => target !== ''))];
}

/**
 * @param {Row[]} rows of all targets
 * @param {Pick<Front, 'target'|'front'>[]} fronts
 * @returns {Compared[]} those on most fronts first
 */
export function comparedModels(rows, fronts) {
  const members = new Map(fronts.map(({ target, front }) => [target, new Set(front.map(({ id }) => id))]));
  /** @type {Map<string, Compared>} */
  const models = new Map();
  for (const row of rows) {
    const member = members.get(row.target)?.has(row.id) ?? false;
    const known = models.get(row.variant) ?? { variant: row.variant, family: row.family, accuracy: row.accuracy, on: 0, at: new Map() };
    // Of several rows of a model on a target the one that is on its front speaks.
    if (member || !known.at.has(row.target)) known.at.set(row.target, { row, member });
    if (member) known.accuracy = row.accuracy;
    models.set(row.variant, known);
  }
  return [...models.values()]
    .map((model) => ({ ...model, on: [...model.at.values()].filter(({ member }) => member).length }))
    .filter(({ on }) => on > 0)
    .sort((a, b) => b.on - a.on);
}
