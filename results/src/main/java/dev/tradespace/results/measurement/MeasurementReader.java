package dev.tradespace.results.measurement;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.training.TrainingSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/** Reads result rows by the ids of their measurements. */
public final class MeasurementReader {
    private static final int ROWS_PER_QUERY = 500;

    private MeasurementReader() {}

    /** The rows of these measurements, in their order. */
    public static List<ResultRow> rows(Handle handle, List<Long> ids) {
        List<ResultRow> rows = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += ROWS_PER_QUERY) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + ROWS_PER_QUERY));
            Map<Long, ResultRow> byId = new HashMap<>();
            handle.createQuery("""
                            SELECT m.id, m.variant AS model, m.target, m.dataset, m.protocol, m.measured_at, m.failure,
                                d.architecture, d.weights, e.figures, e.queries, e.p50, e.p50_low, e.p50_high, e.p90, e.p99,
                                e.mean, e.warmup_settled, e.disturbances, m.data, m.plugin, m.plugin_digest,
                                c.machine, c.cpu, c.runtime, c.threads, c.batch, t.spec,
                                m.conditions <> '' AS known, CASE WHEN m.conditions = '' THEN e.environment END AS environment
                            FROM measurement m JOIN model d ON d.id = m.model JOIN evidence e ON e.measurement = m.id
                                LEFT JOIN conditions c ON c.digest = m.conditions
                                LEFT JOIN training t ON t.architecture = d.architecture AND t.weights = d.weights
                            WHERE m.id IN (<ids>)
                            """)
                    .bindList("ids", some)
                    .mapTo(StoredRow.class)
                    .forEach(stored -> byId.put(stored.id(), stored.row()));
            some.forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(rows::add));
        }
        return rows;
    }

    /**
     * A row as its tables have it.
     *
     * @param known whether its conditions are kept beside it
     * @param environment of a row whose conditions are not
     */
    public record StoredRow(
            long id,
            ModelId model,
            @Nested RowKey key,
            Map<Metric, Figure> figures,
            @Nested LatencyColumns latency,
            boolean warmupSettled,
            List<String> disturbances,
            @Nullable String failure,
            Instant measuredAt,
            String data,
            @Nullable TrainingSpec spec,
            boolean known,
            @Nested Conditions conditions,
            @Nullable Map<String, String> environment,
            @Nested PluginColumns plugin) {
        ResultRow row() {
            return new ResultRow(
                    id,
                    model,
                    key,
                    figures,
                    latency.summary(),
                    warmupSettled,
                    disturbances,
                    failure,
                    measuredAt,
                    new Provenance(data, spec, madeUnder(), plugin.origin()));
        }

        /** Earlier measurements have told some of them in their environment, but not the machine. */
        private Conditions madeUnder() {
            return known ? conditions : environment == null ? Conditions.UNKNOWN : Conditions.of(environment);
        }
    }
}
