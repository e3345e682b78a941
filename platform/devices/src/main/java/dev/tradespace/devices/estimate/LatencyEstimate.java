package dev.tradespace.devices.estimate;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import java.util.List;

/** What a network is expected to take on a target, or why nothing can be said. */
public sealed interface LatencyEstimate {
    /** As a figure in milliseconds. */
    Figure figure();

    /**
     * A latency with its uncertainty.
     *
     * @param millis the median
     * @param interval90 contains the latency nine times of ten
     * @param interval95 nineteen times of twenty
     * @param targetRows how many latencies of the target it rests on
     * @param poolRows how many of all targets of the pool
     * @param nearest the networks measured on the target that count most, the first one most; at most three
     */
    record Predicted(
            double millis, Interval interval90, Interval interval95, int targetRows, int poolRows, List<String> nearest)
            implements LatencyEstimate {
        private static final double Z_90 = 1.644854;
        private static final double Z_95 = 1.959964;

        public Predicted {
            nearest = List.copyOf(nearest);
        }

        /** From the mean and the standard deviation of the log latency. */
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
                    millis,
                    interval95,
                    "from " + targetRows + " latencies of this target, most of all " + String.join(", ", nearest)
                            + ", and " + poolRows + " of targets like it");
        }
    }

    /**
     * Nothing can be said.
     *
     * @param reason why, for a person
     */
    record NotPredicted(String reason) implements LatencyEstimate {
        @Override
        public Figure figure() {
            return new Figure.Unavailable(reason);
        }
    }
}
