package dev.tradespace.results.job;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.TimeLeft;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.results.database.Json;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.measurement.MeasurementReader;
import dev.tradespace.results.search.SearchRows;
import dev.tradespace.results.training.JdbcTrainings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Sweeps and the states of their jobs. A sweep's state is counted from its jobs whenever it is asked for, so it cannot disagree with them. */
public final class Sweeps {
    private static final String STATES = """
        SELECT s.id, s.variants, s.targets, s.protocol, s.training, s.cancelled, s.created_at, s.search, s.trial, s.stage, COUNT(*) AS total,
            SUM(CASE WHEN j.ended THEN 0 ELSE 1 END) AS unfinished,
            SUM(CASE WHEN j.state = 'DONE' THEN 1 ELSE 0 END) AS done,
            SUM(CASE WHEN j.state = 'FAILED' THEN 1 ELSE 0 END) AS failed,
            SUM(CASE WHEN j.state = 'LEASED' THEN 1 ELSE 0 END) AS running
        FROM sweep s JOIN job j ON j.sweep = s.id
        WHERE s.id IN (%s)
        GROUP BY s.id, s.variants, s.targets, s.protocol, s.training, s.cancelled, s.created_at, s.search, s.trial, s.stage
        ORDER BY s.id DESC
        """;

    private Sweeps() {}

    public static SweepState create(
            Handle handle, InstantSource clock, SweepSpec spec, List<Subject> subjects, @Nullable SearchWork work) {
        long sweep = handle.createUpdate("""
            INSERT INTO sweep (variants, targets, protocol, training, created_at, search, trial, stage)
            VALUES (:variants, :targets, :protocol, :training, :at, :search, :trial, :stage)
            """)
                .bind("variants", Json.ofTexts(spec.variants()))
                .bind("targets", Json.ofTexts(spec.targets()))
                .bind("protocol", spec.protocol().id())
                .bind(
                        "training",
                        spec.training() == null ? null : spec.training().json().toString())
                .bind("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .bind("search", work == null ? null : (Long) work.search())
                .bind("trial", work == null ? null : (Integer) work.trial())
                .bind("stage", work == null ? null : work.stage().id())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        PreparedBatch jobs = handle.prepareBatch("""
            INSERT INTO job (sweep, device, variant, family, architecture, weights, target, dataset, protocol, known, plugin,
                plugin_digest, state)
            VALUES (:sweep, :device, :variant, :family, :architecture, :weights, :target, :dataset, :protocol, :known, :plugin,
                :pluginDigest, 'READY')
            """);
        for (Subject subject : subjects) {
            RowKey key = subject.key();
            jobs.bind("sweep", sweep)
                    .bind("device", device(key.target()))
                    .bind("variant", subject.variant())
                    .bind("family", subject.family())
                    .bind("architecture", key.architecture())
                    .bind("weights", key.weights())
                    .bind("target", key.target())
                    .bind("dataset", key.dataset())
                    .bind("protocol", key.protocol().id())
                    .bind("known", Json.ofFigures(subject.known()))
                    .bind("plugin", subject.plugin().known() ? subject.plugin().plugin() : null)
                    .bind(
                            "pluginDigest",
                            subject.plugin().known() ? subject.plugin().digest() : null)
                    .add();
        }
        jobs.execute();
        return find(handle, sweep).orElseThrow();
    }

    /** The part of a target's id that names the hardware: {@code local-cpu}. */
    private static String device(String target) {
        int slash = target.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("a target's id must be device/name, was " + target);
        }
        return target.substring(0, slash);
    }

    public static Optional<SweepState> find(Handle handle, long id) {
        return handle.createQuery(STATES.formatted(":id"))
                .bind("id", id)
                .map((rs, context) -> state(rs))
                .findOne()
                .map(state -> timed(handle, state));
    }

    /** The newest sweep for a piece of a search's work that was not cancelled. */
    public static Optional<SweepState> find(Handle handle, SearchWork work) {
        return handle.createQuery("""
            SELECT MAX(id) FROM sweep
            WHERE search = :search AND trial = :trial AND stage = :stage AND cancelled = FALSE
            """)
                .bind("search", work.search())
                .bind("trial", work.trial())
                .bind("stage", work.stage().id())
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> find(handle, id));
    }

    public static Page<SweepState> page(Handle handle, int offset, int limit) {
        List<Long> ids = handle.createQuery(
                        "SELECT id FROM sweep WHERE search IS NULL ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT"
                                + " :limit ROWS ONLY")
                .bind("offset", offset)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
        long total = handle.createQuery("SELECT COUNT(*) FROM sweep WHERE search IS NULL")
                .mapTo(Long.class)
                .one();
        List<SweepState> states = ids.isEmpty()
                ? List.of()
                : handle
                        .createQuery(STATES.formatted("<ids>"))
                        .bindList("ids", ids)
                        .map((rs, context) -> state(rs))
                        .list()
                        .stream()
                        .map(state -> timed(handle, state))
                        .toList();
        return new Page<>(states, total);
    }

    public static Page<JobState> jobs(Handle handle, long sweep, int offset, int limit) {
        List<JobState> jobs = handle.createQuery("""
            SELECT id, sweep, variant, weights, target, state, attempts, reason, spent_nanos FROM job
            WHERE sweep = :sweep ORDER BY id OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY
            """)
                .bind("sweep", sweep)
                .bind("offset", offset)
                .bind("limit", limit)
                .map((rs, context) -> new JobState(
                        rs.getLong("id"),
                        rs.getLong("sweep"),
                        rs.getString("variant"),
                        rs.getString("weights"),
                        rs.getString("target"),
                        JobState.Status.valueOf(rs.getString("state")),
                        rs.getInt("attempts"),
                        rs.getString("reason"),
                        Duration.ofNanos(rs.getLong("spent_nanos"))))
                .list();
        long total = handle.createQuery("SELECT COUNT(*) FROM job WHERE sweep = :sweep")
                .bind("sweep", sweep)
                .mapTo(Long.class)
                .one();
        return new Page<>(jobs, total);
    }

    public static boolean cancel(Handle handle, long sweep) {
        // The sweep before its jobs, here and in Leases: one order of locks, no deadlock.
        int cancelled = handle.createUpdate("""
            UPDATE sweep SET cancelled = TRUE WHERE id = :id AND cancelled = FALSE
                AND EXISTS (SELECT 1 FROM job WHERE sweep = :id AND ended = FALSE)
            """).bind("id", sweep).execute();
        if (cancelled == 0) {
            return false;
        }
        handle.createUpdate("UPDATE job SET state = 'CANCELLED', ended = TRUE WHERE sweep = :id AND state = 'READY'")
                .bind("id", sweep)
                .execute();
        return true;
    }

    static Subject subject(ResultSet rs) throws SQLException {
        Map<Metric, Figure> known = Json.figures(rs.getString("known"));
        return new Subject(
                rs.getString("variant"),
                rs.getString("family"),
                new RowKey(
                        rs.getString("architecture"),
                        rs.getString("weights"),
                        rs.getString("target"),
                        rs.getString("dataset"),
                        MeasurementReader.protocol(rs.getString("protocol"))),
                known,
                MeasurementReader.plugin(rs));
    }

    private static @Nullable TrainingAsked training(@Nullable String json) {
        return json == null ? null : TrainingAsked.parse(json);
    }

    private static SweepState state(ResultSet rs) throws SQLException {
        SweepState.Status status = rs.getBoolean("cancelled")
                ? SweepState.Status.CANCELLED
                : rs.getInt("unfinished") == 0 ? SweepState.Status.FINISHED : SweepState.Status.ACTIVE;
        return new SweepState(
                rs.getLong("id"),
                new SweepSpec(
                        Json.texts(rs.getString("variants")),
                        Json.texts(rs.getString("targets")),
                        MeasurementReader.protocol(rs.getString("protocol")),
                        training(rs.getString("training"))),
                status,
                rs.getInt("total"),
                rs.getInt("done"),
                rs.getInt("failed"),
                rs.getInt("running"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                null,
                work(rs));
    }

    /** A sweep that goes on, with the time that is left of it. */
    private static SweepState timed(Handle handle, SweepState state) {
        if (state.status() != SweepState.Status.ACTIVE) {
            return state;
        }
        List<TimeLeft.Job> jobs = handle.createQuery(
                        "SELECT state, weights, known, spent_nanos FROM job WHERE sweep = :sweep ORDER BY id")
                .bind("sweep", state.id())
                .map((rs, context) -> new TimeLeft.Job(
                        JobState.Status.valueOf(rs.getString("state")),
                        rs.getString("weights"),
                        macs(Json.figures(rs.getString("known"))),
                        Duration.ofNanos(rs.getLong("spent_nanos"))))
                .list();
        Map<String, TimeLeft.Learning> trainings = state.spec().training() == null
                ? Map.of()
                : JdbcTrainings.learnings(
                        handle,
                        jobs.stream().map(TimeLeft.Job::weights).distinct().toList());
        return new SweepState(
                state.id(),
                state.spec(),
                state.status(),
                state.total(),
                state.done(),
                state.failed(),
                state.running(),
                state.created(),
                TimeLeft.of(jobs, trainings).orElse(null),
                state.work());
    }

    private static double macs(Map<Metric, Figure> known) {
        Figure macs = known.get(Metric.MACS);
        return macs == null ? 0 : macs.value().orElse(0);
    }

    private static @Nullable SearchWork work(ResultSet rs) throws SQLException {
        String stage = rs.getString("stage");
        return stage == null ? null : new SearchWork(rs.getLong("search"), rs.getInt("trial"), SearchRows.stage(stage));
    }
}
