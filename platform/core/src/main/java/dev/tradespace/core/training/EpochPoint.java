package dev.tradespace.core.training;

import dev.tradespace.core.json.RecordJson.MayBeNaN;

/**
 * A point of the learning curves, taken at the end of an epoch.
 *
 * @param epoch from 1
 * @param steps steps since the beginning
 * @param trainingLoss mean over the epoch, label smoothing and mixup included
 * @param trainingAccuracy percent of the epoch's augmented images, by the answers given while learning
 * @param validationLoss mean cross-entropy over the validation split
 * @param validationAccuracy percent of the validation split
 * @param learningRate at the end of the epoch
 * @param seconds of training since the beginning, validation left out, earlier sittings included
 * @param imagesPerSecond images trained in this epoch by its time
 */
public record EpochPoint(
        int epoch,
        long steps,
        @MayBeNaN double trainingLoss,
        double trainingAccuracy,
        @MayBeNaN double validationLoss,
        double validationAccuracy,
        double learningRate,
        double seconds,
        @MayBeNaN double imagesPerSecond) {}
