/**
 * What the server answers about searches, as types for editors and for `tsc --checkJs`; no code.
 *
 * @import {MetricId} from './types.js'
 *
 * @typedef {object} SearchSpec As it was asked for.
 * @property {string[]} families
 * @property {string} dataset
 * @property {string[]} targets
 * @property {string[]} maximize
 * @property {string[]} minimize
 * @property {string[]} [limits] as they were written
 * @property {number|null} [trials] either these
 * @property {number|null} [seconds] or these
 * @property {string} strategy
 * @property {number} [parallel]
 * @property {number} [seed]
 * @property {number|null} [epochs] of a whole training
 * @property {number|null} [subset] images of a whole training
 * @property {Record<string, string>|null} [set] parameters that are not searched
 *
 * @typedef {object} SearchMetric What a trial has values of.
 * @property {string} name `accuracy`, `latency@local-cpu/ort-fp32-1t`
 * @property {MetricId} metric or `activationMemory`, which is counted
 * @property {string|null} target null for what is the same on all, and for the worst of several
 * @property {string} unit
 * @property {'minimize'|'maximize'} goal
 * @property {boolean} aim whether the search wants to be good at it
 * @property {string} origin `measured`, `estimated`, `counted`
 * @property {string} how its values come about, for people
 * @property {string|null} [split] of an accuracy
 *
 * @typedef {{metric: string, side: '<='|'>=', bound: number}} SearchLimit in the metric's unit
 *
 * @typedef {object} Search
 * @property {number} id
 * @property {SearchSpec} spec
 * @property {{id: string, settings: Record<string, string>, why: string}} strategy the one that chooses, and why it was taken
 * @property {'active'|'finished'|'cancelled'|'failed'} status
 * @property {'searching'|'testing'|'ended'} [phase] in testing, the final front is scored on the test images
 * @property {string} created
 * @property {{asked: number, completed: number, overLimit: number, failed: number, reused: number, evaluated: number}} counts reused ones are among the others; the budget of trials is about evaluated ones
 * @property {number} seconds spent
 * @property {number|null} [secondsLeft]
 * @property {string|null} [reason] why no more trials are asked for
 * @property {SearchMetric[]} metrics aims first, then those that are limited, then the others
 * @property {SearchLimit[]} limits
 *
 * @typedef {'completed'|'overLimit'|'failed'|'running'|'stopped'} TrialOutcome
 *
 * @typedef {object} Trial
 * @property {number} number from 0
 * @property {string} variant `mobilenet/v2[width=0.5]`; empty where there is no such model
 * @property {string} family
 * @property {Record<string, string|number|boolean>} configuration
 * @property {{epochs: number, data: number}} fidelity shares above 0 and up to 1
 * @property {TrialOutcome} outcome
 * @property {'counting'|'measuring'|'training'} stage how far it came
 * @property {Record<string, number>} values by the metric's name
 * @property {Record<string, [number, number]>} [intervals] 95%, by the metric's name
 * @property {string|null} [reason]
 * @property {string|null} [broken] the metric whose limit it breaks
 * @property {number|null} [seconds]
 * @property {boolean} onFront
 * @property {number|null} [reusedFrom] the trial of an equal network
 * @property {number|null} [training]
 * @property {Record<string, number>|null} [measurements] rows by target
 * @property {string|null} [onnx] where its file is
 *
 * @typedef {{accuracy: number, interval?: [number, number]|null, images?: number|null}} TestFigure of the test images
 *
 * @typedef {object} FrontMember
 * @property {number} trial
 * @property {Record<string, number>} values of the validation images
 * @property {TestFigure|null} [test] at the end only
 *
 * @typedef {{trial: number, seconds: number, value: number}} VolumePoint after a trial: the share of the box that is dominated
 *
 * @typedef {object} Parameter What the search varies.
 * @property {string} name
 * @property {(string|number|boolean)[]|null} [values]
 * @property {number|null} [min]
 * @property {number|null} [max]
 * @property {string[]} [families] those that have it
 * @property {string} unit
 * @property {string|null} [meaning]
 *
 * @typedef {object} SearchParts
 * @property {Parameter[]} parameters
 * @property {Trial[]} trials in the order of their numbers
 * @property {FrontMember[]} front best cost first
 * @property {VolumePoint[]} hypervolume of the trials that count, in the order in which they ended
 * @property {string|null} [hypervolumeOf] of which box it is the share, a sentence
 * @property {{parameter: string, share: number, interval: [number, number]}[]} importance the one that mattered most first
 * @property {string|null} [importanceOf] how it was found, a sentence
 * @property {string|null} [command] what asks for the same again
 *
 * @typedef {Search & SearchParts} SearchDetail
 *
 * @typedef {{of: string, curves: {search: number, points: VolumePoint[]}[]}} Volumes of searches, with one reference and scaling
 */
export {};
