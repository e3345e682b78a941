/**
 * Models beside each other, as the server tells of them; no code.
 *
 * @import {Figure, MetricId, Stratum} from './types.js'
 *
 * @typedef {object} Rank A model on one target.
 * @property {number} rank from 1, the best; of tied models the mean
 * @property {number} ties other models that it cannot be told apart from
 * @property {Figure} figure
 *
 * @typedef {object} Ranked A model on two targets.
 * @property {string} variant
 * @property {string} family
 * @property {Rank} first
 * @property {Rank} second
 * @property {number} flips with how many others it is flipped
 *
 * @typedef {object} Ranks The order of models on two targets.
 * @property {MetricId} metric
 * @property {string} dataset
 * @property {string[]} targets
 * @property {string|null} data digest of the data set's version
 * @property {Stratum[]} compared
 * @property {Stratum[]} leftOut
 * @property {number|null} spearman null where there is nothing to rank
 * @property {number} pairs
 * @property {number} flips
 * @property {Ranked[]} models the best on the first target first
 *
 * @typedef {object} OnTarget The row of a model on one target.
 * @property {number} row its id
 * @property {string} target
 * @property {string} runtime
 * @property {string} precision
 * @property {number} threads
 * @property {number} batch
 * @property {string} [slower] that it is slower than in full precision
 *
 * @typedef {object} SideBySide
 * @property {string} variant
 * @property {string} dataset
 * @property {OnTarget[]} items
 */
export {};
