package dev.tradespace.results.measurement;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Metric.Basis;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.results.database.ColumnTypes;
import dev.tradespace.results.database.MetricColumns;
import dev.tradespace.results.database.StorableText;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Keeps how a trial ended, in the transaction that ends its job, and gives the row as it can be read from then on. */
public final class MeasurementWriter {
    private static final int ERROR_OUTPUT_CHARACTERS = 32_000;

    private static final String INSERT_MEASUREMENT = """
            INSERT INTO measurement (id, job, model, variant, family, target, dataset, protocol, data, conditions,
                plugin, plugin_digest, shown, replaces, measured_at, failure, noisy, %s)
            VALUES (:id, :job, :modelKey, :model, :model.family, :key.target, :key.dataset, :key.protocol, :provenance.data, :conditions,
                :plugin, :pluginDigest, :shown, :replaces, :at, :failure, :noisy, %s)
            """.formatted(columns(""), columns(":"));
    private static final String INSERT_EVIDENCE = """
            INSERT INTO evidence (measurement, figures, queries, p50, p50_low, p50_high, p90, p99, mean, warmup_runs,
                warmup_settled, disturbances, environment)
            VALUES (:id, :known, :queries, :p50, :p50Low, :p50High, :p90, :p99, :mean, :warmupRuns,
                :warmupSettled, :disturbances, :environment)
            """;

    private final InstantSource clock;

    /** One that dates by a clock of microseconds, of which the columns keep no more. */
    public MeasurementWriter(InstantSource clock) {
        this.clock = clock;
    }

    private static String columns(String prefix) {
        return Arrays.stream(Metric.values())
                .map(metric -> prefix + MetricColumns.name(metric))
                .collect(Collectors.joining(", "));
    }

    /**
     * What a trial has left.
     *
     * @param figures as far as they are known
     * @param latency null where nothing was timed, as the next
     * @param conditions that it was measured under, or would have been
     * @param failure null where it succeeded
     */
    private record Trial(
            Map<Metric, Figure> figures,
            @Nullable LatencySummary latency,
            @Nullable Integer warmupRuns,
            boolean warmupSettled,
            List<String> disturbances,
            Map<String, String> environment,
            Conditions conditions,
            @Nullable String failure) {}

    /** Keeps what was found out. */
    public ResultRow keep(Handle handle, Lease lease, Reading found) {
        Reading reading = found.mapTexts(StorableText::of);
        Timing timing = reading.timing();
        Map<Metric, Figure> figures = figures(lease.subject());
        figures.putAll(reading.figures());
        Trial trial = new Trial(
                figures,
                timing == null ? null : timing.summary(),
                timing == null ? null : timing.warmupRuns(),
                timing == null || timing.warmupSettled(),
                reading.disturbances(),
                reading.environment(),
                Conditions.of(reading.environment()),
                null);
        ResultRow row = insert(handle, lease, trial);
        if (reading.scores() != null) {
            ScoreStore.keep(handle, row.id(), reading.scores());
        }
        if (timing != null) {
            keep(handle, row.id(), timing.samples());
        }
        return row;
    }

    private static void keep(Handle handle, long id, Samples samples) {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO sample (measurement, part, nanos) VALUES (:id, :part, :nanos)");
        List<byte[]> parts = SampleBytes.of(samples);
        for (int part = 0; part < parts.size(); part++) {
            batch.bind("id", id)
                    .bind("part", part)
                    .bind("nanos", parts.get(part))
                    .add();
        }
        batch.execute();
    }

    /** Keeps why there is no measurement. */
    public ResultRow keep(Handle handle, Lease lease, Outcome.Failure failure, Conditions conditions) {
        Figure none = new Figure.Unavailable(failure.reason());
        boolean trained = Training.gives(lease.subject().key().weights());
        Map<Metric, Figure> figures = figures(lease.subject());
        for (Metric metric : Metric.values()) {
            if (metric.basis() == Basis.MEASURED || (metric.basis() == Basis.SCORED && trained)) {
                figures.put(metric, none);
            }
        }
        String detail = failure.detail();
        String last = detail.substring(Math.max(0, detail.length() - ERROR_OUTPUT_CHARACTERS));
        Map<String, String> environment = last.isEmpty() ? Map.of() : Map.of("errorOutput", last);
        return insert(
                handle,
                lease,
                new Trial(figures, null, null, false, List.of(), environment, conditions, failure.reason()));
    }

    private static Map<Metric, Figure> figures(Subject subject) {
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        figures.putAll(subject.known());
        return figures;
    }

    /** Keeps the row with its evidence. Counting the tally up locks it until the commit: see the schema for what hangs on that. */
    private ResultRow insert(Handle handle, Lease lease, Trial trial) {
        handle.execute("UPDATE tally SET measurements = measurements + 1");
        long id = handle.createQuery("SELECT measurements FROM tally")
                .mapTo(Long.class)
                .one();
        Subject subject = lease.subject();
        Conditions conditions = trial.conditions();
        Optional<Learnt> learnt = learnt(handle, subject.key());
        ResultRow row = new ResultRow(
                id,
                subject.model(),
                subject.key(),
                trial.figures(),
                trial.latency(),
                trial.warmupSettled(),
                trial.disturbances(),
                trial.failure(),
                clock.instant(),
                new Provenance(
                        learnt.map(Learnt::data).orElse(""),
                        learnt.map(Learnt::spec).orElse(null),
                        conditions.known() ? conditions : Conditions.of(trial.environment()),
                        subject.plugin()));
        long model = model(handle, row.key());
        keep(handle, conditions);
        Optional<Shown> before = shown(handle, model, row.key(), conditions);
        boolean shows =
                row.failure() == null || before.isEmpty() || before.get().failed();
        if (shows) {
            before.ifPresent(old -> handle.execute("UPDATE measurement SET shown = FALSE WHERE id = ?", old.id()));
        }
        Update insert = handle.createUpdate(INSERT_MEASUREMENT)
                .bindMethods(row)
                .bindMethods(PluginColumns.of(subject.plugin()))
                .bind("job", lease.job())
                .bind("modelKey", model)
                .bind("conditions", conditions.digest())
                .bind("shown", shows)
                .bind("replaces", shows ? before.map(Shown::id).orElse(null) : null);
        for (Metric metric : Metric.values()) {
            insert.bind(
                    MetricColumns.name(metric),
                    LatencyColumns.value(trial.figures().get(metric)));
        }
        insert.execute();
        handle.createUpdate(INSERT_EVIDENCE)
                .bindMethods(row)
                .bindMethods(LatencyColumns.of(row.latency()))
                .bindByType("known", trial.figures(), ColumnTypes.FIGURES)
                .bind("warmupRuns", trial.warmupRuns())
                .bindByType("environment", trial.environment(), ColumnTypes.FACTS)
                .execute();
        return row;
    }

    private static long model(Handle handle, RowKey key) {
        return handle.createQuery("SELECT id FROM model WHERE architecture = :architecture AND weights = :weights")
                .bindMethods(key)
                .mapTo(Long.class)
                .findOne()
                .orElseGet(() -> handle.createUpdate(
                                "INSERT INTO model (architecture, weights) VALUES (:architecture, :weights)")
                        .bindMethods(key)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
    }

    /**
     * What a network has learnt from.
     *
     * @param data the version of the data; it is scored on no other
     * @param spec how it was trained
     */
    public record Learnt(String data, TrainingSpec spec) {}

    private static Optional<Learnt> learnt(Handle handle, RowKey key) {
        return Training.gives(key.weights())
                ? handle.createQuery(
                                "SELECT data, spec FROM training WHERE architecture = :architecture AND weights = :weights")
                        .bindMethods(key)
                        .mapTo(Learnt.class)
                        .findOne()
                : Optional.empty();
    }

    /** The tally is held: nobody else inserts the same at once. */
    private static void keep(Handle handle, Conditions conditions) {
        if (conditions.known()
                && handle.createQuery("SELECT COUNT(*) FROM conditions WHERE digest = :digest")
                                .bindMethods(conditions)
                                .mapTo(Long.class)
                                .one()
                        == 0) {
            handle.createUpdate("""
                            INSERT INTO conditions (digest, machine, cpu, runtime, threads, batch)
                            VALUES (:digest, :machine, :cpu, :runtime, :threads, :batch)
                            """).bindMethods(conditions).execute();
        }
    }

    /**
     * What a key shows before, under the same conditions.
     *
     * @param id of its measurement
     * @param failed whether that is a failed trial
     */
    public record Shown(long id, boolean failed) {}

    private static Optional<Shown> shown(Handle handle, long model, RowKey key, Conditions conditions) {
        return handle.createQuery("""
                        SELECT id, failure IS NOT NULL AS failed FROM measurement
                        WHERE model = :model AND target = :target AND dataset = :dataset AND protocol = :protocol
                            AND conditions = :conditions AND shown
                        """)
                .bindMethods(key)
                .bind("model", model)
                .bind("conditions", conditions.digest())
                .mapTo(Shown.class)
                .findOne();
    }
}
