package dev.tradespace.core.training;

import dev.tradespace.core.json.RecordJson.MayBeNaN;

/**
 * How far a training is, told about twice a second.
 *
 * @param epoch the epoch in progress, from 1
 * @param epochs how many there will be; an estimate where the budget is a time
 * @param steps steps since the beginning
 * @param fraction of the budget that is spent, 0 to 1
 * @param loss the mean of the last steps
 * @param accuracy percent of the last steps' images
 * @param imagesPerSecond of late
 * @param secondsLeft estimated
 */
public record TrainingProgress(
        int epoch,
        int epochs,
        long steps,
        double fraction,
        @MayBeNaN double loss,
        @MayBeNaN double accuracy,
        @MayBeNaN double imagesPerSecond,
        @MayBeNaN double secondsLeft) {}
