package dev.tradespace.search.recommend;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;

/**
 * A limit that every recommended model keeps on every target.
 *
 * @param metric what is limited: from above where less is better, from below where more is
 * @param bound the last value that is still right, in the metric's unit
 */
public record Limit(Metric metric, double bound) {
    public Limit {
        if (!Double.isFinite(bound) || bound < 0) {
            throw new IllegalArgumentException("a limit must be finite and at least 0, was " + bound);
        }
    }

    /** Whether a value keeps it. */
    public boolean allows(double value) {
        return metric.goal() == Goal.MINIMIZE ? value <= bound : value >= bound;
    }

    /** Whether it bounds from above. */
    public boolean isMaximum() {
        return metric.goal() == Goal.MINIMIZE;
    }
}
