/**
 * Where the time of a query goes, as the server tells it; no code.
 *
 * @typedef {object} ProfilePart The nodes of an operation or of a layer together.
 * @property {string} name
 * @property {string[]} operations what ran
 * @property {string} precision what it computed in
 * @property {number} nodes
 * @property {number} milliseconds
 * @property {number} share of all time that is told, 0 to 1
 * @property {number} macs
 * @property {number|null} gigaMacsPerSecond null where nothing is multiplied
 *
 * @typedef {object} TraceEvent One event of the Trace Event Format.
 * @property {string} name
 * @property {string} cat
 * @property {string} ph
 * @property {number} ts microseconds
 * @property {number} dur microseconds
 * @property {number} pid
 * @property {number} tid
 * @property {Record<string, any>} args
 *
 * @typedef {object} Trace One query, as Perfetto opens it.
 * @property {TraceEvent[]} traceEvents
 * @property {string} displayTimeUnit
 *
 * @typedef {object} Profile
 * @property {string} id of the model
 * @property {string} target
 * @property {string} weights
 * @property {string} runtime
 * @property {number} queries
 * @property {number} queryMilliseconds
 * @property {number} restMilliseconds what of it is in no node
 * @property {number} restShare
 * @property {number} macs
 * @property {number|null} int8Share of the multiply-accumulates
 * @property {ProfilePart[]} operations the longest first
 * @property {ProfilePart[]} layers the longest first
 * @property {Trace} trace
 */
export {};
