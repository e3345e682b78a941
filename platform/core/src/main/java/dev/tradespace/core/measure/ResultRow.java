package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.statistics.LatencySummary;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One honest row: a model on a target, with the origin of every figure.
 *
 * @param id the measurement it shows, the latest of its key
 * @param model the model's id
 * @param key its identity
 * @param figures a figure for every metric; what is not known is there as unavailable with its reason
 * @param latency the summary of the samples; null where there are none, the trial failed for one
 * @param warmupSettled whether the warm-up came to rest
 * @param disturbances what spoiled the run; empty for a clean one
 * @param failure why the trial failed; null where it did not
 * @param at when it was measured
 * @param provenance what made it
 */
public record ResultRow(
        long id,
        ModelId model,
        RowKey key,
        Map<Metric, Figure> figures,
        @Nullable LatencySummary latency,
        boolean warmupSettled,
        List<String> disturbances,
        @Nullable String failure,
        Instant at,
        Provenance provenance) {
    public ResultRow {
        EnumMap<Metric, Figure> whole = new EnumMap<>(Metric.class);
        whole.putAll(figures);
        for (Metric metric : Metric.values()) {
            whole.computeIfAbsent(metric, missing -> new Figure.Unavailable("not measured"));
        }
        figures = Collections.unmodifiableMap(whole);
        disturbances = List.copyOf(disturbances);
    }

    /** The figure of a metric. */
    public Figure figure(Metric metric) {
        Figure figure = figures.get(metric);
        if (figure == null) {
            throw new AssertionError("completed when made");
        }
        return figure;
    }

    /** A row of which nothing is known that made it. */
    public ResultRow(
            long id,
            ModelId model,
            RowKey key,
            Map<Metric, Figure> figures,
            @Nullable LatencySummary latency,
            boolean warmupSettled,
            List<String> disturbances,
            @Nullable String failure,
            Instant at) {
        this(id, model, key, figures, latency, warmupSettled, disturbances, failure, at, Provenance.UNKNOWN);
    }

    /** Whether other load or steal disturbed the run. */
    public boolean noisy() {
        return !disturbances.isEmpty();
    }
}
