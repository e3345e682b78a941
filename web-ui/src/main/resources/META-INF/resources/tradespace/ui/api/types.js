/**
 * What the server answers, as types for editors and for `tsc --checkJs`; no code.
 *
 * @typedef {string} MetricId one of {@link About}'s metrics
 * @typedef {'measured'|'estimated'|'published'|'unavailable'} Origin
 *
 * @typedef {object} Figure A value of a metric with its origin, or the reason why there is none.
 * @property {number|null} [value]
 * @property {string} unit
 * @property {Origin} origin
 * @property {[number, number]} [interval] 95%
 * @property {string} [source]
 * @property {string} [reason]
 *
 * @typedef {object} Problem
 * @property {string} path
 * @property {string} message
 *
 * @typedef {object} About
 * @property {string} name
 * @property {string} version
 * @property {number} pid
 * @property {string} home
 * @property {string[]} pluginFolders where it has read plugins from
 * @property {{id: MetricId, unit: string, goal: 'minimize'|'maximize', basis: 'counted'|'measured'|'scored', title: string, label: string}[]} metrics
 * @property {Protocol[]} protocols
 * @property {Plugin[]} [plugins] how the jars of the plugin folders are doing
 *
 * @typedef {{id: string, queries: number, seconds: number}} Protocol
 *
 * @typedef {{name: string, digest?: string, families: string[], problems: string[]}} Plugin
 *
 * @typedef {object} Family
 * @property {string} id
 * @property {string} title
 * @property {string} description
 * @property {string} link where to read more; empty for nowhere
 * @property {string} symbol a mark beside its name; empty for none
 * @property {number} variants
 * @property {FamilyParameter[]} parameters
 * @property {string} source
 * @property {string} digest of its jar, or the platform's version
 *
 * @typedef {object} FamilyParameter
 * @property {string} [searched] what a search tries of it where nobody names another value
 * @property {string} name
 * @property {'integer'|'real'|'choice'|'flag'} type
 * @property {string|number|boolean} default
 * @property {string} unit
 * @property {string} meaning
 * @property {string} describe what it may be
 * @property {{parameter: string, values: (string|number|boolean)[]}} [when] it counts
 *
 * @typedef {{name: string, reason: string}} Rejected A plugin that was refused.
 *
 * @typedef {object} Variant
 * @property {string} id
 * @property {string} family
 * @property {string} name
 * @property {string} dataset
 * @property {number} params
 * @property {number} macs
 * @property {number} resolution
 * @property {Figure} accuracy
 *
 * @typedef {object} Target
 * @property {string} id
 * @property {string} device
 * @property {string} runtime
 * @property {string} precision
 * @property {number} threads 0 where it is not said of a target elsewhere
 * @property {number} batch images in one query
 * @property {string} title
 * @property {string|null} [energy]
 * @property {string} [energyReason]
 *
 * @typedef {RowFacts & Record<MetricId, Figure>} Row A model on a target, with a figure for each metric.
 *
 * @typedef {object} RowFacts
 * @property {string|number} id
 * @property {string} variant
 * @property {string} family
 * @property {string} target
 * @property {string} dataset
 * @property {string|null} protocol null where it was not measured here
 * @property {string} architecture digest
 * @property {string} weights `random:7`, or `trained:` and a digest
 * @property {string} at
 * @property {{queries: number, p90: Figure, p99: Figure, mean: number}|null} latencyDetail
 * @property {boolean} warmupSettled
 * @property {boolean} noisy
 * @property {string[]} disturbances
 * @property {string|null} failure
 * @property {string|null} data digest of the data set's version that it was trained and scored on
 * @property {number|null} seed
 * @property {TrainingSpec|null} training
 * @property {Conditions} conditions
 * @property {{plugin: string, digest: string}|null} plugin
 * @property {string[]} apart why it is not compared with the others; empty where it is
 * @property {string|null} stale what has become of the plugin that built it
 *
 * @typedef {object} Conditions What the cost of a model depends on beside its target; null for what was not recorded.
 * @property {string|null} digest
 * @property {string|null} machine
 * @property {string|null} cpu
 * @property {string|null} runtime
 * @property {number|null} threads
 * @property {number|null} batch
 *
 * @typedef {object} Stratum Rows that may be ranked with each other.
 * @property {string} target
 * @property {string} dataset
 * @property {string|null} data
 * @property {Conditions} conditions
 * @property {number} rows
 *
 * @typedef {Row & {samples: number[], environment: Record<string, unknown>}} Measurement
 *
 * @typedef {object} Sweep
 * @property {string|number} id
 * @property {string[]} variants as asked for: ids, or patterns such as `mobilenet/v2-*`
 * @property {string[]} targets
 * @property {string} protocol
 * @property {TrainingAsked|null} [training] what each variant is trained on first
 * @property {'active'|'finished'|'cancelled'} status
 * @property {number} total
 * @property {number} done
 * @property {number} failed
 * @property {number} running
 * @property {string} created
 * @property {number|null} search the one that asked for it
 * @property {number|null} [remainingSeconds]
 *
 * @typedef {object} Job
 * @property {string|number} id
 * @property {string|number} sweep
 * @property {string} variant
 * @property {string} weights
 * @property {string} target
 * @property {'ready'|'leased'|'done'|'failed'|'cancelled'} status
 * @property {number} attempts
 * @property {string|null} [reason]
 * @property {number|null} [seconds]
 *
 * @typedef {object} Front
 * @property {string} target
 * @property {string} dataset
 * @property {string|null} data digest of the data set's version
 * @property {Stratum[]} compared
 * @property {Stratum[]} leftOut
 * @property {MetricId[]} objectives
 * @property {Row[]} front
 * @property {(string|number)[]} dominated
 * @property {(string|number)[]} incomplete
 *
 * @typedef {object} Neighbour A member of the front next to the recommended one.
 * @property {string} variant
 * @property {Figure} [accuracy]
 * @property {Figure} [latency]
 * @property {string} [target]
 *
 * @typedef {object} Binding The limit that decides.
 * @property {MetricId} metric
 * @property {number} limit
 * @property {string} [target]
 * @property {{variant: string, accuracy?: Figure, needs: number}|null} [next]
 * @property {string} message
 *
 * @typedef {object} Recommendation
 * @property {string[]} targets
 * @property {string} dataset
 * @property {string[]} otherDatasets that rows of these targets are about, too
 * @property {string|null} data digest of the data set's version
 * @property {Stratum[]} compared
 * @property {Stratum[]} leftOut
 * @property {{metric: MetricId, limit: number, kind: 'max'|'min'}[]} limits
 * @property {{metric: MetricId, low: number, high: number}[]} ranges the values that the models have on these targets, whatever the limits
 * @property {{variant: string, rows: Row[], reason: string}|null} recommended
 * @property {Binding|null} [binding]
 * @property {Neighbour|null} [faster]
 * @property {Neighbour|null} [moreAccurate]
 * @property {number} considered
 * @property {{variant: string, reason: string}[]} excluded
 * @property {{reason: string, variant?: string, metric?: MetricId, needs?: number, target?: string}|null} [nearestMiss]
 *
 * @typedef {object} LayerRow
 * @property {string} name
 * @property {string} op
 * @property {string} describe
 * @property {string[]} inputs
 * @property {number[]} shape
 * @property {number} params
 * @property {number} macs
 *
 * @typedef {object} PublishedFigure
 * @property {MetricId} metric
 * @property {number} value
 * @property {string} unit
 * @property {string} source
 * @property {string} [conditions]
 * @property {boolean} headline
 * @property {number|null} [own] the same by this project's definition
 * @property {boolean} differs
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} family
 * @property {string} variant
 * @property {Record<string, unknown>} configuration
 * @property {string} dataset
 * @property {string} digest
 * @property {string} canonicalDigest
 * @property {number} params
 * @property {number} statistics
 * @property {{total: number, convolution: number, dense: number, attention: number}} macs
 * @property {number} peakActivationBytes
 * @property {{fp32: number, int8: number}} sizes bytes of the weights
 * @property {number[]} input
 * @property {number[]} output
 * @property {LayerRow[]} layers
 * @property {PublishedFigure[]} published
 *
 * @typedef {object} TrainingAsked
 * @property {string} dataset
 * @property {number} [epochs] either these
 * @property {number} [seconds] or these
 * @property {number} [subset]
 *
 * @typedef {object} Recipe
 * @property {'sgd'|'adamw'} optimizer
 * @property {number} learningRate at its height
 * @property {'cosine'|'one-cycle'} schedule
 * @property {number} warmup part of the budget
 * @property {number} weightDecay
 * @property {number} batch
 * @property {number} labelSmoothing
 * @property {number} clipNorm 0: none
 * @property {number} averaging 0: none
 * @property {{flip: boolean, cropPadding: number, mixup: number, erasing: number}} augmentation
 *
 * @typedef {object} TrainingSpec
 * @property {string} dataset
 * @property {Recipe} recipe
 * @property {number} [epochs] either these
 * @property {number} [seconds] or these
 * @property {number} [subset] images
 * @property {number} threads
 * @property {number} seed
 *
 * @typedef {object} Training
 * @property {number} id
 * @property {string} variant
 * @property {string} family
 * @property {string} architecture digest
 * @property {string} weights as the measured rows name them
 * @property {string} dataset
 * @property {string} data the digest that the dataset had when this was asked for
 * @property {TrainingSpec} spec
 * @property {'waiting'|'running'|'done'|'failed'} status
 * @property {number} epochs so far
 * @property {number} steps so far
 * @property {number|null} validationAccuracy percent
 * @property {number|null} imagesPerSecond
 * @property {string|null} failure
 * @property {number|null} peakBytes
 * @property {string} created
 *
 * @typedef {object} EpochPoint
 * @property {number} epoch from 1
 * @property {number} steps
 * @property {number|null} trainingLoss null where it is no finite number, here and below
 * @property {number} trainingAccuracy percent
 * @property {number|null} validationLoss
 * @property {number} validationAccuracy percent
 * @property {number} learningRate
 * @property {number} seconds since the training began
 * @property {number|null} imagesPerSecond
 *
 * @typedef {Training & {curve: EpochPoint[], progress: TrainingProgress|null}} TrainingDetail
 *
 * @typedef {object} TrainingProgress How far a training is, at most twice a second.
 * @property {number} training
 * @property {number} epoch
 * @property {number} epochs
 * @property {number} steps
 * @property {number} fraction 0 to 1
 * @property {number|null} loss
 * @property {number|null} accuracy percent
 * @property {number|null} imagesPerSecond
 * @property {number|null} secondsLeft
 *
 * @typedef {object} Dataset
 * @property {string} id
 * @property {string} title
 * @property {string[]} classes
 * @property {number|null} size height and width in pixels, where all images are squares of one size
 * @property {number|null} width pixels, where all images share one size
 * @property {number|null} height pixels, where all images share one size
 * @property {1|3} channels
 * @property {number} training images
 * @property {number} validation images
 * @property {number} test images
 * @property {string} digest
 *
 * @typedef {{id: string, title: string, reason: string}} AbsentDataset Known by name, but not here.
 *
 * @typedef {object} ClassScore
 * @property {string} name
 * @property {number} images
 * @property {number} correct
 * @property {Figure} accuracy
 *
 * @typedef {object} Scores
 * @property {number} measurement
 * @property {string} dataset
 * @property {'test'|'validation'} split
 * @property {boolean} unchanged whether the dataset's images are still those that were scored
 * @property {string} runtime what gave the answers, with its version
 * @property {number} images
 * @property {Figure} top1
 * @property {Figure} top5
 * @property {number|null} crossEntropy nats; null where a probability was zero
 * @property {number} calibrationError 0 to 1
 * @property {ClassScore[]} classes
 * @property {number[][]} confusion images by truth, then by answer
 *
 * @typedef {object} ImageAnswer
 * @property {number} index in its split
 * @property {number} truth a class's number
 * @property {number} answer a class's number
 * @property {number} confidence 0 to 1
 *
 * @typedef {{items: ImageAnswer[], total: number, dataset: string, split: 'test'|'validation'}} AnswerPage
 *
 * @typedef {object} Opinion What one trained model takes an image for, or why it says nothing.
 * @property {number} training
 * @property {string} variant
 * @property {string} dataset
 * @property {{class: number, name: string, probability: number}[]} classes the most probable first
 * @property {string|null} failure
 *
 * @typedef {{width: number, height: number, models: Opinion[]}} Classification
 */
export {};
