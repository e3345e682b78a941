package dev.tradespace.devices.estimate;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import java.util.List;

/** What a network is expected to take on a target, or why nothing can be said. */
public sealed interface MetricEstimate {
    /** As a figure in the metric's unit. */
    Figure figure();

    /**
     * A figure with its uncertainty.
     *
     * @param amount the median
     * @param interval90 contains the figure nine times of ten
     * @param interval95 nineteen times of twenty
     * @param targetRows how many figures of the target it rests on
     * @param poolRows how many of all targets of the pool
     * @param nearest the networks measured on the target that count most, the first one most; at most three
     */
    record Predicted(
            double amount, Interval interval90, Interval interval95, int targetRows, int poolRows, List<String> nearest)
            implements MetricEstimate {
        private static final double Z_90 = 1.644854;
        private static final double Z_95 = 1.959964;

        public Predicted {
            nearest = List.copyOf(nearest);
        }

        /** From the mean and the standard deviation of the log figure. */
        static Predicted of(double mean, double deviation, int targetRows, int poolRows, List<String> nearest) {
            return new Predicted(
                    Math.exp(mean),
                    interval(mean, Z_90 * deviation),
                    interval(mean, Z_95 * deviation),
                    targetRows,
                    poolRows,
                    nearest);
        }

        private static Interval interval(double mean, double half) {
            return new Interval(Math.exp(mean - half), Math.exp(mean + half));
        }

        @Override
        public Figure figure() {
            return new Figure.Estimated(
                    amount,
                    interval95,
                    "from " + targetRows + " figures of this target, most of all " + String.join(", ", nearest)
                            + ", and " + poolRows + " of targets like it");
        }
    }

    /**
     * Nothing can be said.
     *
     * @param reason why, for a person
     */
    record NotPredicted(String reason) implements MetricEstimate {
        @Override
        public Figure figure() {
            return new Figure.Unavailable(reason);
        }
    }
}
