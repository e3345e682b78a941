/**
 * What the server answers about devices elsewhere, as types for editors and for `tsc --checkJs`; no code.
 *
 * @import {Figure} from './types.js'
 *
 * @typedef {object} Device Hardware that somebody published measurements of.
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {string} chip empty where it was not published
 * @property {number} targets its configurations
 * @property {number} rows published figures
 * @property {number} exactRows those of them that are of variants here
 * @property {string[]} sources
 *
 * @typedef {object} DeviceDetail
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {string} chip empty where it was not published
 * @property {number} targets its configurations
 * @property {number} rows published figures
 * @property {number} exactRows those of them that are of variants here
 * @property {string[]} sources
 * @property {string[]} aliases
 * @property {number|null} ramBytes
 * @property {number|null} flashBytes
 * @property {string} memorySource who says how much memory it has; empty where neither is said
 * @property {DevicePower|null} power
 * @property {Citation[]} citations
 * @property {PublishedTarget[]} configurations
 *
 * @typedef {object} DevicePower What a device draws.
 * @property {number} idleWatts
 * @property {number} loadWatts with all cores busy
 * @property {number} cores
 * @property {string} source
 *
 * @typedef {object} Citation Where published figures come from.
 * @property {string} id
 * @property {string} title
 * @property {string} url
 * @property {string} commit
 * @property {string} licence
 * @property {string} date
 * @property {string} statistic
 * @property {string} conditions
 *
 * @typedef {object} PublishedTarget A configuration of a device.
 * @property {string} id
 * @property {string} title
 * @property {string} runtime
 * @property {string} computeUnit
 * @property {string} precision
 * @property {number|null} threads
 * @property {number} batch
 * @property {number} rows published figures
 * @property {number} variants how many variants here have one that is exactly theirs
 * @property {EstimateErrors|null} estimates null where nothing is estimated
 * @property {string|null} estimatesReason why nothing is
 * @property {string|null} measureNext the variant whose latency would narrow the estimates most
 *
 * @typedef {object} EstimateErrors How far estimates lie off, by leaving out each published latency once.
 * @property {number} networks that were left out
 * @property {number} meanError per cent
 * @property {number} within10 per cent of the networks whose error is at most 10%
 * @property {number|null} spearman -1 to 1; null for fewer than two networks
 * @property {number} coverage per cent of the networks whose 90% interval holds what was published
 *
 * @typedef {object} Estimates The latencies on one target, known and estimated.
 * @property {string} target
 * @property {EstimateErrors|null} errors null where too few are known
 * @property {string|null} reason why nothing is estimated
 * @property {string|null} measureNext the variant whose latency would narrow the estimates most
 * @property {{variant: string, known: number|null, estimate: Figure}[]} items in ms; the estimate of one that is known comes from all others
 *
 * @typedef {object} DeviceFronts On the fronts of how many devices a model is, accuracy against latency.
 * @property {number} devices whose fronts were looked at
 * @property {{variant: string, devices: number, on: string[]}[]} items the model on most first
 */
export {};
