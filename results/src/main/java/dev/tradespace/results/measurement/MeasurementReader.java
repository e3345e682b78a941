package dev.tradespace.results.measurement;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.PluginOrigin;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.training.TrainingSpecJson;
import dev.tradespace.results.database.Json;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.ResultsException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads result rows and what stands behind them. */
public final class MeasurementReader {
    private static final int ROWS_PER_QUERY = 500;

    private MeasurementReader() {}

    public static Page<ResultRow> rows(Handle handle, RowQuery query) {
        Filter filter = Filter.of(query);
        long total = filter.bind(handle.createQuery("SELECT COUNT(*) FROM measurement m WHERE " + filter.condition()))
                .mapTo(Long.class)
                .one();
        // Ids first: the sorting then runs over the narrow table alone, along its index where there is one.
        List<Long> ids = filter.bind(handle.createQuery("SELECT m.id FROM measurement m WHERE " + filter.condition()
                        + " ORDER BY " + filter.order() + " OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY"))
                .bind("offset", query.offset())
                .bind("limit", query.limit())
                .mapTo(Long.class)
                .list();
        return new Page<>(rows(handle, ids), total);
    }

    /** The rows of these measurements, in their order. */
    public static List<ResultRow> rows(Handle handle, List<Long> ids) {
        List<ResultRow> rows = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += ROWS_PER_QUERY) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + ROWS_PER_QUERY));
            Map<Long, ResultRow> byId = new HashMap<>();
            handle.createQuery("""
                SELECT m.id, m.variant, m.family, m.target, m.dataset, m.protocol, m.measured_at, m.failure,
                    d.architecture, d.weights, e.figures, e.queries, e.p50, e.p50_low, e.p50_high, e.p90, e.p99,
                    e.mean, e.warmup_settled, e.disturbances, m.data, m.plugin, m.plugin_digest,
                    c.machine, c.cpu, c.runtime, c.threads, c.batch, t.spec,
                    CASE WHEN m.conditions = '' THEN e.environment END AS environment
                FROM measurement m JOIN model d ON d.id = m.model JOIN evidence e ON e.measurement = m.id
                    LEFT JOIN conditions c ON c.digest = m.conditions
                    LEFT JOIN training t ON t.architecture = d.architecture AND t.weights = d.weights
                WHERE m.id IN (<ids>)
                """)
                    .bindList("ids", some)
                    .map((rs, context) -> row(rs))
                    .forEach(row -> byId.put(row.id(), row));
            some.forEach(id -> Optional.ofNullable(byId.get(id)).ifPresent(rows::add));
        }
        return rows;
    }

    public static Optional<ResultRow> rowOf(Handle handle, long job) {
        return handle.createQuery("SELECT id FROM measurement WHERE job = :job")
                .bind("job", job)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> rows(handle, List.of(id)).stream().findFirst());
    }

    public static List<ResultRow> rows(Handle handle, RowKey key) {
        List<Long> ids = handle.createQuery("""
            SELECT m.id FROM measurement m JOIN model d ON d.id = m.model
            WHERE d.architecture = :architecture AND d.weights = :weights AND m.target = :target
                AND m.dataset = :dataset AND m.protocol = :protocol AND m.shown = TRUE
            ORDER BY m.id DESC
            """)
                .bind("architecture", key.architecture())
                .bind("weights", key.weights())
                .bind("target", key.target())
                .bind("dataset", key.dataset())
                .bind("protocol", key.protocol().id())
                .mapTo(Long.class)
                .list();
        return rows(handle, ids);
    }

    public static Optional<Samples> samples(Handle handle, long id) {
        List<byte[]> parts = handle.createQuery("SELECT nanos FROM sample WHERE measurement = :id ORDER BY part")
                .bind("id", id)
                .mapTo(byte[].class)
                .list();
        return parts.isEmpty() ? Optional.empty() : Optional.of(SampleBytes.read(parts));
    }

    public static Map<String, String> environment(Handle handle, long id) {
        return handle.createQuery("SELECT environment FROM evidence WHERE measurement = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(Json::map)
                .orElse(Map.of());
    }

    private static ResultRow row(ResultSet rs) throws SQLException {
        RowKey key = new RowKey(
                rs.getString("architecture"),
                rs.getString("weights"),
                rs.getString("target"),
                rs.getString("dataset"),
                protocol(rs.getString("protocol")));
        return new ResultRow(
                rs.getLong("id"),
                rs.getString("variant"),
                rs.getString("family"),
                key,
                Json.figures(rs.getString("figures")),
                summary(rs),
                rs.getBoolean("warmup_settled"),
                Json.texts(rs.getString("disturbances")),
                rs.getString("failure"),
                rs.getObject("measured_at", OffsetDateTime.class).toInstant(),
                provenance(rs));
    }

    private static Provenance provenance(ResultSet rs) throws SQLException {
        String spec = rs.getString("spec");
        return new Provenance(
                rs.getString("data"), spec == null ? null : TrainingSpecJson.read(spec), conditions(rs), plugin(rs));
    }

    public static PluginOrigin plugin(ResultSet rs) throws SQLException {
        String plugin = rs.getString("plugin");
        return plugin == null
                ? PluginOrigin.UNKNOWN
                : new PluginOrigin(plugin, Objects.requireNonNullElse(rs.getString("plugin_digest"), ""));
    }

    /** Earlier measurements have told some of them in their environment, but not the machine. */
    private static Conditions conditions(ResultSet rs) throws SQLException {
        if (rs.getString("machine") == null) {
            String environment = rs.getString("environment");
            return environment == null ? Conditions.UNKNOWN : Conditions.of(Json.map(environment));
        }
        return known(rs);
    }

    public static Conditions known(ResultSet rs) throws SQLException {
        return new Conditions(
                rs.getString("machine"),
                rs.getString("cpu"),
                rs.getString("runtime"),
                rs.getInt("threads"),
                rs.getInt("batch"));
    }

    private static @Nullable LatencySummary summary(ResultSet rs) throws SQLException {
        int queries = rs.getInt("queries");
        if (rs.wasNull()) {
            return null;
        }
        Double low = rs.getObject("p50_low", Double.class);
        Double high = rs.getObject("p50_high", Double.class);
        return LatencySummary.restored(
                queries,
                rs.getDouble("p50"),
                low == null || high == null ? null : new Interval(low, high),
                rs.getObject("p90", Double.class),
                rs.getObject("p99", Double.class),
                rs.getDouble("mean"));
    }

    public static Protocol protocol(String id) {
        return Protocol.find(id)
                .orElseThrow(() -> new ResultsException("the database holds an unknown protocol: " + id));
    }

    /**
     * A query's conditions and order as SQL.
     *
     * @param condition over {@code measurement m}
     * @param order likewise
     * @param lists what to bind to the names in angle brackets
     * @param values what to bind to the names after a colon
     */
    private record Filter(String condition, String order, Map<String, List<String>> lists, Map<String, Object> values) {
        static Filter of(RowQuery query) {
            List<String> conditions = new ArrayList<>();
            Map<String, List<String>> lists = new HashMap<>();
            Map<String, Object> values = new HashMap<>();
            Long sweep = query.sweep();
            if (sweep == null) {
                conditions.add("m.shown = TRUE");
            } else {
                conditions.add("m.job IN (SELECT id FROM job WHERE sweep = :sweep)");
                values.put("sweep", sweep);
            }
            oneOf("variant", query.variants(), conditions, lists);
            oneOf("family", query.families(), conditions, lists);
            oneOf("target", query.targets(), conditions, lists);
            if (query.dataset() != null) {
                conditions.add("m.dataset = :dataset");
                values.put("dataset", query.dataset());
            }
            if (query.data() != null) {
                conditions.add("m.data = :data");
                values.put("data", query.data());
            }
            if (query.conditions() != null) {
                conditions.add("m.conditions = :conditions");
                values.put("conditions", query.conditions());
            }
            if (query.protocol() != null) {
                conditions.add("m.protocol = :protocol");
                values.put("protocol", query.protocol().id());
            }
            return new Filter(String.join(" AND ", conditions), order(query.order(), sweep == null), lists, values);
        }

        private static void oneOf(
                String column, List<String> allowed, List<String> conditions, Map<String, List<String>> lists) {
            if (!allowed.isEmpty()) {
                conditions.add("m." + column + " IN (<" + column + ">)");
                lists.put(column, allowed);
            }
        }

        /** All rows have the same value of shown; naming it lets H2 walk along the index that begins with it. */
        private static String order(@Nullable Metric metric, boolean shown) {
            String prefix = shown ? "m.shown, " : "";
            return metric == null
                    ? prefix + "m.id DESC"
                    : prefix + "m." + MeasurementWriter.column(metric)
                            + (metric.goal() == Goal.MINIMIZE ? " ASC" : " DESC") + " NULLS LAST, m.id";
        }

        Query bind(Query query) {
            lists.forEach(query::bindList);
            return query.bindMap(values);
        }
    }
}
