/**
 * What there is to choose from: asked for once, since it only changes when the server starts.
 *
 * @import {About, Family, Rejected, Variant, Target} from '../api/types.js'
 * @typedef {object} Catalogue
 * @property {About} about
 * @property {Family[]} families by id: the order in which they were found may differ from one start to the next
 * @property {string[]} familyIds in the same order, which is that of their marks
 * @property {Rejected[]} rejected plugins that were refused
 * @property {Variant[]} variants
 * @property {Target[]} targets
 */
import * as api from '../api/client.js';
import { knowMetrics } from '../words/metrics.js';

/** @type {Promise<Catalogue>|undefined} */
let asked;
/** @type {Promise<About>|undefined} */
let described;

/** What the server says of itself; from then on the page knows the metrics. @returns {Promise<About>} */
export function about() {
  described ??= api.about().then(
    (known) => {
      knowMetrics(known.metrics);
      return known;
    },
    (error) => {
      described = undefined;
      throw error;
    },
  );
  return described;
}

/** @returns {Promise<Catalogue>} */
export function catalogue() {
  asked ??= ask().catch((error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

/** Forgets it: a server that was started anew may know other plugins. */
export function forgetCatalogue() {
  asked = undefined;
  described = undefined;
}

/** @returns {Promise<Catalogue>} */
async function ask() {
  const [known, families, variants, targets] = await Promise.all([
    about(),
    api.families(),
    api.variants(),
    api.targets(),
  ]);
  const sorted = [...families.items].sort((a, b) => a.id.localeCompare(b.id, 'en'));
  return {
    about: known,
    families: sorted,
    familyIds: sorted.map((family) => family.id),
    rejected: families.rejected ?? [],
    variants: variants.items,
    targets: targets.items,
  };
}
