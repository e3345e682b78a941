package dev.tradespace.core.statistics;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of a latency measurement say.
 *
 * @unit milliseconds, but for {@code throughput}: queries per second
 * @param queries how many samples
 * @param p50 the median
 * @param p50Interval its 95% interval by order statistics; null below 6 samples
 * @param p90 the 90th percentile; unavailable below 64 queries
 * @param p99 the 99th percentile; unavailable below 662 queries
 * @param mean the arithmetic mean
 * @param throughput queries per second, one after the other: the inverse of the mean
 * @source the least numbers of queries: MLPerf Inference rules, early stopping (2022)
 */
public record LatencySummary(
        int queries,
        double p50,
        @Nullable Interval p50Interval,
        Figure p90,
        Figure p99,
        double mean,
        double throughput) {
    /** Below so many queries a 90th percentile is not given. */
    public static final int QUERIES_FOR_P90 = 64;
    /** Below so many queries a 99th percentile is not given. */
    public static final int QUERIES_FOR_P99 = 662;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double Z_95 = 1.959964;

    /**
     * The summary of at least one sample.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LatencySummary of(Samples samples) {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("a summary needs at least one sample");
        }
        long[] sorted = samples.sorted();
        double mean = samples.nanos().average().orElseThrow() / NANOS_PER_MILLI;
        return new LatencySummary(
                sorted.length,
                percentile(sorted, 0.5),
                medianInterval(sorted),
                figure(sorted.length, percentile(sorted, 0.9), QUERIES_FOR_P90),
                figure(sorted.length, percentile(sorted, 0.99), QUERIES_FOR_P99),
                mean,
                1000 / mean);
    }

    /**
     * A summary put together again from the numbers that a store kept of it.
     *
     * @param p90 null where there were too few queries for it
     * @param p99 null where there were too few queries for it
     */
    public static LatencySummary restored(
            int queries,
            double p50,
            @Nullable Interval p50Interval,
            @Nullable Double p90,
            @Nullable Double p99,
            double mean) {
        return new LatencySummary(
                queries,
                p50,
                p50Interval,
                figure(queries, p90, QUERIES_FOR_P90),
                figure(queries, p99, QUERIES_FOR_P99),
                mean,
                1000 / mean);
    }

    /** The median as a figure. */
    public Figure latency() {
        return new Figure.Measured(p50, p50Interval, "p50 of " + queries + " queries");
    }

    private static Figure figure(int queries, @Nullable Double value, int least) {
        return queries < least || value == null
                ? new Figure.Unavailable("too few queries: " + queries + " of " + least)
                : new Figure.Measured(value, null, queries + " queries");
    }

    /** Linear between the neighbouring order statistics (Hyndman &amp; Fan 1996, type 7). */
    private static double percentile(long[] sorted, double rank) {
        double position = rank * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return (sorted[below] + (position - below) * (sorted[above] - sorted[below])) / NANOS_PER_MILLI;
    }

    /** Order statistics around the median by the normal approximation of the binomial (David &amp; Nagaraja 2003, section 7.1). */
    private static @Nullable Interval medianInterval(long[] sorted) {
        int n = sorted.length;
        if (n < 6) {
            return null;
        }
        double half = Z_95 * Math.sqrt(n) / 2;
        int low = (int) Math.max(0, Math.floor(n / 2.0 - half) - 1);
        int high = (int) Math.min(n - 1, Math.ceil(n / 2.0 + half));
        return new Interval(sorted[low] / NANOS_PER_MILLI, sorted[high] / NANOS_PER_MILLI);
    }
}
