package dev.tradespace.api.metric;

/**
 * A 95% confidence interval.
 *
 * @param low its lower end, at most {@code high}
 * @param high its upper end
 */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    "an interval needs low <= high, both finite, was " + low + " to " + high);
        }
    }
}
