package dev.tradespace.core.training;

import java.time.Duration;

/** How long to train: the schedule of the learning rate ends where the budget does. */
public sealed interface Budget {
    /**
     * So many passes over the training split; the same seed gives the same weights.
     *
     * @param count at least 1
     */
    record Epochs(int count) implements Budget {
        public Epochs {
            if (count < 1) {
                throw new IllegalArgumentException("epochs must be at least 1, was " + count);
            }
        }
    }

    /**
     * So much time of training, validation left out; how many steps fit depends on the machine.
     *
     * @param duration at least one second
     */
    record Time(Duration duration) implements Budget {
        public Time {
            if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("time must be at least 1 s, was " + duration);
            }
        }
    }
}
