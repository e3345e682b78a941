package dev.tradespace.training;

import dev.tradespace.core.json.RecordJson.MayBeNaN;

/** The outcome of a training. */
public sealed interface TrainingEnd {
    /**
     * Whole: weights and answers are in the folder.
     *
     * @param epochs passes over the training split, the last perhaps in part
     * @param steps steps in all
     * @param validationAccuracy percent, of the weights that were kept
     * @param imagesPerSecond over the whole training
     * @param peakBytes peak resident set of the worker, 0 where the system does not show it
     */
    record Completed(
            int epochs,
            long steps,
            @MayBeNaN double validationAccuracy,
            @MayBeNaN double imagesPerSecond,
            long peakBytes)
            implements TrainingEnd {}

    /** Interrupted: the last checkpoint is in the folder. */
    record Stopped() implements TrainingEnd {}

    /**
     * Without weights.
     *
     * @param reason one sentence for a person: {@code the loss became NaN in epoch 3, step 1204, at a learning rate of
     *     0.4}
     * @param detail the last lines of the worker's error output, perhaps empty
     * @param worthRetrying whether another try may end otherwise
     */
    record Failed(String reason, String detail, boolean worthRetrying) implements TrainingEnd {
        /** What to do where memory ran out. */
        public static String smallerBatch(int batch) {
            return batch == 1
                    ? "the batch is 1 already: choose a smaller network or resolution"
                    : "try half the batch, " + batch / 2 + " instead of " + batch;
        }
    }
}
