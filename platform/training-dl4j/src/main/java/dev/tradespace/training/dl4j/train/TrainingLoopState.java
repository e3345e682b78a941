package dev.tradespace.training.dl4j.train;

import dev.tradespace.core.training.EpochPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a training loop, apart from the weights it has learned.
 *
 * @param step steps made
 * @param seconds of training, validation left out, earlier sittings included
 * @param curve the epochs that are over
 * @param epochLoss the sum of the losses of the images of the epoch in progress
 * @param epochCorrect how many of them were answered rightly
 * @param epochImages how many there were
 * @param epochSeconds how long they took
 */
record TrainingLoopState(
        long step,
        double seconds,
        List<EpochPoint> curve,
        double epochLoss,
        long epochCorrect,
        long epochImages,
        double epochSeconds) {
    static final TrainingLoopState BEGINNING = new TrainingLoopState(0, 0, List.of(), 0, 0, 0, 0);
    private static final double PERCENT = 100;

    TrainingLoopState {
        curve = List.copyOf(curve);
    }

    /** The epoch in progress, from 1. */
    int epoch() {
        return curve.size() + 1;
    }

    /** One step further. */
    TrainingLoopState after(double loss, int correct, int images, double took) {
        return new TrainingLoopState(
                step + 1,
                seconds + took,
                curve,
                epochLoss + loss * images,
                epochCorrect + correct,
                epochImages + images,
                epochSeconds + took);
    }

    /** The point at which the epoch in progress ends. */
    EpochPoint point(Validator.Mark validation, double learningRate) {
        return new EpochPoint(
                epoch(),
                step,
                epochLoss / epochImages,
                PERCENT * epochCorrect / epochImages,
                validation.loss(),
                validation.accuracy(),
                learningRate,
                seconds,
                epochImages / epochSeconds);
    }

    /** The next epoch's beginning. */
    TrainingLoopState ended(EpochPoint point) {
        List<EpochPoint> longer = new ArrayList<>(curve);
        longer.add(point);
        return new TrainingLoopState(step, seconds, longer, 0, 0, 0, 0);
    }
}
