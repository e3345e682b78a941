package dev.tradespace.training.dl4j.train;

import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.training.Trainer;

/** Tells a listener about twice a second how the last steps went. Used by one thread. */
final class ProgressMeter {
    private static final double SECONDS_BETWEEN = 0.5;
    private static final double PERCENT = 100;

    private final Trainer.Listener listener;
    private double loss;
    private long correct;
    private long images;
    private double seconds;

    ProgressMeter(Trainer.Listener listener) {
        this.listener = listener;
    }

    /** Counts a step in. */
    void step(double meanLoss, int right, int of, double took) {
        loss += meanLoss * of;
        correct += right;
        images += of;
        seconds += took;
    }

    /** Whether it is time to tell. */
    boolean isDue() {
        return seconds >= SECONDS_BETWEEN;
    }

    /** Tells, and begins to count anew. There must have been a step since the last time. */
    void tell(TrainingLoopState standing, int epochs, double fraction, double secondsLeft) {
        listener.progress(new TrainingProgress(
                standing.epoch(),
                Math.max(standing.epoch(), epochs),
                standing.step(),
                fraction,
                loss / images,
                PERCENT * correct / images,
                images / seconds,
                secondsLeft));
        loss = 0;
        correct = 0;
        images = 0;
        seconds = 0;
    }
}
