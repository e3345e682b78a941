/**
 * A set of models that shows what there is, small enough to be measured in minutes.
 *
 * @import {Variant} from '../api/types.js'
 */
import { valueOf } from '../words/metrics.js';

/** Models above this many multiply-accumulates take too long for a first look. */
const AFFORDABLE_MACS = 2e9;

/** At most so many of a family. */
const PER_FAMILY = 9;

/** A family with fewer affordable members than this shows its cheapest ones whatever they cost. */
const AT_LEAST = 2;

/**
 * @param {Variant[]} variants
 * @param {string} dataset
 * @returns {string[]} ids, family by family, from the cheapest to the dearest
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
    const chosen = affordable.length < AT_LEAST ? ascending.slice(0, AT_LEAST) : bestOfEachStep(affordable);
    return chosen.map((variant) => variant.id);
  });
}

/**
 * @param {Variant[]} ascending by cost
 * @returns {Variant[]} of each of {@link PER_FAMILY} equal steps between the cheapest and the dearest on a logarithmic
 *     scale, the one of the highest accuracy
 */
function bestOfEachStep(ascending) {
  if (ascending.length <= PER_FAMILY) return ascending;
  const from = Math.log(ascending[0].macs);
  const span = Math.log(ascending[ascending.length - 1].macs) - from;
  /** @type {Map<number, Variant>} */
  const best = new Map();
  for (const variant of ascending) {
    const share = span > 0 ? (Math.log(variant.macs) - from) / span : 0;
    const step = Math.min(Math.floor(share * PER_FAMILY), PER_FAMILY - 1);
    const rival = best.get(step);
    if (!rival || (valueOf(variant.accuracy) ?? 0) > (valueOf(rival.accuracy) ?? 0)) best.set(step, variant);
  }
  return [...best.values()];
}
