package dev.tradespace.results.measurement;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.core.statistics.LatencySummary;
import org.jspecify.annotations.Nullable;

/** A summary of latencies as columns, in milliseconds; all are null where the trial failed, percentiles where there were too few queries. */
public record LatencyColumns(
        @Nullable Integer queries,
        @Nullable Double p50,
        @Nullable Double p50Low,
        @Nullable Double p50High,
        @Nullable Double p90,
        @Nullable Double p99,
        @Nullable Double mean) {
    /** The columns of a summary, or of none. */
    static LatencyColumns of(@Nullable LatencySummary summary) {
        if (summary == null) {
            return new LatencyColumns(null, null, null, null, null, null, null);
        }
        Interval interval = summary.p50Interval();
        return new LatencyColumns(
                summary.queries(),
                summary.p50(),
                interval == null ? null : (Double) interval.low(),
                interval == null ? null : (Double) interval.high(),
                value(summary.p90()),
                value(summary.p99()),
                summary.mean());
    }

    static @Nullable Double value(@Nullable Figure figure) {
        return figure == null || figure.value().isEmpty()
                ? null
                : (Double) figure.value().getAsDouble();
    }

    /** What they say. */
    @Nullable
    LatencySummary summary() {
        return queries == null || p50 == null || mean == null
                ? null
                : LatencySummary.restored(
                        queries,
                        p50,
                        p50Low == null || p50High == null ? null : new Interval(p50Low, p50High),
                        p90,
                        p99,
                        mean);
    }
}
