/**
 * A set of models that shows what there is, small enough to be measured in minutes.
 *
 * @import {Variant} from './api/types.js'
 */
import { valueOf } from './metrics.js';

/** Models above this many multiply-accumulates take too long for a first look. */
const AFFORDABLE_MACS = 2e9;

/** At most so many of a family, spread from its cheapest to its dearest. */
const PER_FAMILY = 8;

/** A family with fewer affordable members than this shows its cheapest ones whatever they cost. */
const AT_LEAST = 2;

/**
 * @param {Variant[]} variants
 * @param {string} dataset
 * @returns {string[]} ids, family by family
 */
export function representative(variants, dataset) {
  /** @type {Map<string, Variant[]>} */
  const byFamily = new Map();
  for (const variant of variants) {
    if (variant.dataset !== dataset || valueOf(variant.accuracy) === null) continue;
    const members = byFamily.get(variant.family) ?? [];
    byFamily.set(variant.family, [...members, variant]);
  }
  return [...byFamily.values()].flatMap((members) => {
    const ascending = [...members].sort((a, b) => a.macs - b.macs);
    const affordable = ascending.filter((variant) => variant.macs <= AFFORDABLE_MACS);
    const chosen = affordable.length < AT_LEAST ? ascending.slice(0, AT_LEAST) : spread(affordable, PER_FAMILY);
    return chosen.map((variant) => variant.id);
  });
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} wanted at least 2
 * @returns {T[]} the first, the last, and evenly spaced ones between
 */
function spread(items, wanted) {
  if (items.length <= wanted) return items;
  return Array.from({ length: wanted }, (_, place) => items[Math.round((place * (items.length - 1)) / (wanted - 1))]);
}
