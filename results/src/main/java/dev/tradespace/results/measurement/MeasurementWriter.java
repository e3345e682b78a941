package dev.tradespace.results.measurement;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.Scores;
import dev.tradespace.results.database.Json;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Keeps how a trial ended, in the transaction that ends its job. */
public final class MeasurementWriter {
    private static final int ERROR_OUTPUT_CHARACTERS = 32_000;
    private static final List<Metric> MEASURED_HERE =
            List.of(Metric.LATENCY, Metric.THROUGHPUT, Metric.MEMORY, Metric.ENERGY);

    private static final String INSERT_MEASUREMENT = """
        INSERT INTO measurement (id, job, model, variant, family, target, dataset, protocol, data, conditions,
            plugin, plugin_digest, shown, replaces, measured_at, failure, noisy, %s)
        VALUES (:id, :job, :model, :variant, :family, :target, :dataset, :protocol, :data, :conditions,
            :plugin, :pluginDigest, :shown, :replaces, :at, :failure, :noisy, %s)
        """.formatted(columns(""), columns(":"));
    private static final String INSERT_EVIDENCE = """
        INSERT INTO evidence (measurement, figures, queries, p50, p50_low, p50_high, p90, p99, mean, warmup_runs,
            warmup_settled, disturbances, environment)
        VALUES (:id, :figures, :queries, :p50, :low, :high, :p90, :p99, :mean, :warmupRuns,
            :warmupSettled, :disturbances, :environment)
        """;

    private final InstantSource clock;

    public MeasurementWriter(InstantSource clock) {
        this.clock = clock;
    }

    /** The column of a metric's value: {@code model_size}. */
    public static String column(Metric metric) {
        return metric.id().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String columns(String prefix) {
        return Arrays.stream(Metric.values())
                .map(metric -> prefix + column(metric))
                .collect(Collectors.joining(", "));
    }

    /** Keeps what a worker measured. */
    public void keep(Handle handle, Lease lease, Reading reading) {
        LatencySummary summary = LatencySummary.of(reading.samples());
        Map<Metric, Figure> figures = figures(lease.subject());
        figures.put(Metric.LATENCY, summary.latency());
        figures.put(Metric.THROUGHPUT, reading.throughput());
        figures.put(Metric.MEMORY, reading.memory());
        figures.put(Metric.ENERGY, reading.energy());
        Scores scores = reading.scores();
        if (scores != null) {
            figures.put(Metric.ACCURACY, scores.accuracy());
        }
        long id = insert(handle, lease, figures, Conditions.of(reading.environment()), null, reading.noisy());
        Interval interval = summary.p50Interval();
        evidence(handle, id, figures, reading.disturbances(), reading.environment())
                .bind("queries", summary.queries())
                .bind("p50", summary.p50())
                .bind("low", interval == null ? null : (Double) interval.low())
                .bind("high", interval == null ? null : (Double) interval.high())
                .bind("p90", value(summary.p90()))
                .bind("p99", value(summary.p99()))
                .bind("mean", summary.mean())
                .bind("warmupRuns", reading.warmupRuns())
                .bind("warmupSettled", reading.warmupSettled())
                .execute();
        if (scores != null) {
            ScoreStore.keep(handle, id, scores);
        }
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO sample (measurement, part, nanos) VALUES (:id, :part, :nanos)");
        List<byte[]> parts = SampleBytes.of(reading.samples());
        for (int part = 0; part < parts.size(); part++) {
            batch.bind("id", id)
                    .bind("part", part)
                    .bind("nanos", parts.get(part))
                    .add();
        }
        batch.execute();
    }

    /** Keeps why there is no measurement. */
    public void keep(Handle handle, Lease lease, Outcome.Failure failure, Conditions conditions) {
        Map<Metric, Figure> figures = figures(lease.subject());
        MEASURED_HERE.forEach(metric -> figures.put(metric, new Figure.Unavailable(failure.reason())));
        if (Training.gives(lease.subject().key().weights())) {
            figures.put(Metric.ACCURACY, new Figure.Unavailable(failure.reason()));
        }
        long id = insert(handle, lease, figures, conditions, failure.reason(), false);
        String detail = failure.detail();
        String last = detail.substring(Math.max(0, detail.length() - ERROR_OUTPUT_CHARACTERS));
        evidence(handle, id, figures, List.of(), last.isEmpty() ? Map.of() : Map.of("errorOutput", last))
                .bind("queries", (Integer) null)
                .bind("p50", (Double) null)
                .bind("low", (Double) null)
                .bind("high", (Double) null)
                .bind("p90", (Double) null)
                .bind("p99", (Double) null)
                .bind("mean", (Double) null)
                .bind("warmupRuns", (Integer) null)
                .bind("warmupSettled", false)
                .execute();
    }

    private static Map<Metric, Figure> figures(Subject subject) {
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        figures.putAll(subject.known());
        return figures;
    }

    /**
     * The row itself. Counting the tally up locks it until the commit: see the schema for what hangs on that.
     *
     * @return its id
     */
    private long insert(
            Handle handle,
            Lease lease,
            Map<Metric, Figure> figures,
            Conditions conditions,
            @Nullable String failure,
            boolean noisy) {
        handle.execute("UPDATE tally SET measurements = measurements + 1");
        long id = handle.createQuery("SELECT measurements FROM tally")
                .mapTo(Long.class)
                .one();
        Subject subject = lease.subject();
        RowKey key = subject.key();
        long model = model(handle, key);
        keep(handle, conditions);
        Optional<Shown> before = shown(handle, model, key, conditions);
        boolean shows = failure == null || before.isEmpty() || before.get().failed();
        if (shows) {
            before.ifPresent(old -> handle.execute("UPDATE measurement SET shown = FALSE WHERE id = ?", old.id()));
        }
        Update insert = handle.createUpdate(INSERT_MEASUREMENT)
                .bind("id", id)
                .bind("job", lease.job())
                .bind("model", model)
                .bind("variant", subject.variant())
                .bind("family", subject.family())
                .bind("target", key.target())
                .bind("dataset", key.dataset())
                .bind("protocol", key.protocol().id())
                .bind("data", data(handle, key))
                .bind("conditions", conditions.digest())
                .bind("plugin", subject.plugin().known() ? subject.plugin().plugin() : null)
                .bind(
                        "pluginDigest",
                        subject.plugin().known() ? subject.plugin().digest() : null)
                .bind("shown", shows)
                .bind("replaces", shows ? before.map(Shown::id).orElse(null) : null)
                .bind("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .bind("failure", failure)
                .bind("noisy", noisy);
        for (Metric metric : Metric.values()) {
            Figure figure = figures.get(metric);
            insert.bind(column(metric), figure == null ? null : value(figure));
        }
        insert.execute();
        return id;
    }

    private static long model(Handle handle, RowKey key) {
        return handle.createQuery("SELECT id FROM model WHERE architecture = :architecture AND weights = :weights")
                .bind("architecture", key.architecture())
                .bind("weights", key.weights())
                .mapTo(Long.class)
                .findOne()
                .orElseGet(() -> handle.createUpdate(
                                "INSERT INTO model (architecture, weights) VALUES (:architecture, :weights)")
                        .bind("architecture", key.architecture())
                        .bind("weights", key.weights())
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
    }

    /** The version of the data that the network was trained on; it is scored on no other. */
    private static String data(Handle handle, RowKey key) {
        if (!Training.gives(key.weights())) {
            return "";
        }
        return handle.createQuery("SELECT data FROM training WHERE architecture = :architecture AND weights = :weights")
                .bind("architecture", key.architecture())
                .bind("weights", key.weights())
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    /** The tally is held: nobody else inserts the same at once. */
    private static void keep(Handle handle, Conditions conditions) {
        if (conditions.known()
                && handle.createQuery("SELECT COUNT(*) FROM conditions WHERE digest = :digest")
                                .bind("digest", conditions.digest())
                                .mapTo(Long.class)
                                .one()
                        == 0) {
            handle.execute(
                    "INSERT INTO conditions (digest, machine, cpu, runtime, threads, batch) VALUES (?, ?, ?, ?, ?, ?)",
                    conditions.digest(),
                    conditions.machine(),
                    conditions.cpu(),
                    conditions.runtime(),
                    conditions.threads(),
                    conditions.batch());
        }
    }

    /**
     * What a key shows before, under the same conditions.
     *
     * @param id of its measurement
     * @param failed whether that is a failed trial
     */
    private record Shown(long id, boolean failed) {}

    private static Optional<Shown> shown(Handle handle, long model, RowKey key, Conditions conditions) {
        return handle.createQuery("""
            SELECT id, failure FROM measurement
            WHERE model = :model AND target = :target AND dataset = :dataset AND protocol = :protocol
                AND conditions = :conditions AND shown
            """)
                .bind("model", model)
                .bind("target", key.target())
                .bind("dataset", key.dataset())
                .bind("protocol", key.protocol().id())
                .bind("conditions", conditions.digest())
                .map((rs, context) -> new Shown(rs.getLong("id"), rs.getString("failure") != null))
                .findOne();
    }

    private static Update evidence(
            Handle handle,
            long id,
            Map<Metric, Figure> figures,
            List<String> disturbances,
            Map<String, String> environment) {
        return handle.createUpdate(INSERT_EVIDENCE)
                .bind("id", id)
                .bind("figures", Json.ofFigures(figures))
                .bind("disturbances", Json.ofTexts(disturbances))
                .bind("environment", Json.ofMap(environment));
    }

    private static @Nullable Double value(Figure figure) {
        return figure.value().isPresent() ? (Double) figure.value().getAsDouble() : null;
    }
}
