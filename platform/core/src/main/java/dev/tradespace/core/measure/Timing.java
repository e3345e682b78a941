package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import java.util.Map;

/**
 * The times of a model's queries, after a warm-up.
 *
 * @param samples the time of every query, at least one
 * @param warmupRuns queries before them
 * @param warmupSettled whether the last ten of those varied by less than 5%
 */
public record Timing(Samples samples, int warmupRuns, boolean warmupSettled) {
    public Timing {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("a timing needs at least one sample");
        }
    }

    /** What the times say. */
    public LatencySummary summary() {
        return LatencySummary.of(samples);
    }

    /**
     * Latency, the median of the queries, and throughput, images answered one query after the other: the batch over the
     * mean.
     *
     * @param batch images in one query
     */
    Map<Metric, Figure> figures(int batch) {
        LatencySummary summary = summary();
        String how = "mean of " + summary.queries() + " queries" + (batch == 1 ? "" : " of " + batch + " images");
        return Map.of(
                Metric.LATENCY,
                summary.latency(),
                Metric.THROUGHPUT,
                new Figure.Measured(batch * summary.throughput(), null, how));
    }
}
