package dev.tradespace.results.job;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.TimeLeft;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.measurement.PluginColumns;
import dev.tradespace.results.training.Trainings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The sweeps that are kept, and the states of their jobs. A sweep's state is counted from its jobs whenever it is asked for, so it cannot disagree with them.
 * Any thread may call; every method may block.
 */
public final class Sweeps {
    private static final String STATES = """
            SELECT s.id, s.variants, s.targets, s.protocol, s.training, s.cancelled, s.created_at, s.search, s.trial, s.stage, COUNT(*) AS total,
                SUM(CASE WHEN j.ended THEN 0 ELSE 1 END) AS unfinished,
                SUM(CASE WHEN j.state = 'DONE' THEN 1 ELSE 0 END) AS done,
                SUM(CASE WHEN j.state = 'FAILED' THEN 1 ELSE 0 END) AS failed,
                SUM(CASE WHEN j.state = 'LEASED' THEN 1 ELSE 0 END) AS running
            FROM sweep s JOIN job j ON j.sweep = s.id
            WHERE s.id IN (<ids>)
            GROUP BY s.id, s.variants, s.targets, s.protocol, s.training, s.cancelled, s.created_at, s.search, s.trial, s.stage
            ORDER BY s.id DESC
            """;

    private final Database database;
    private final InstantSource clock;

    /** Those of a database, which dates them by a clock of microseconds. */
    public Sweeps(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps a sweep with its jobs, all or none.
     *
     * @param subjects one job each, in the order they should be done
     * @throws IllegalArgumentException if there is none
     */
    public SweepState create(SweepSpec spec, List<Subject> subjects) {
        return create(spec, subjects, List.of());
    }

    /**
     * Keeps a sweep with its jobs and the trainings that they need, all or none. A training that is known already stays as it is; but one that
     * failed waits again where the spec asks to resume.
     *
     * @param subjects one job each, in the order they should be done
     * @throws IllegalArgumentException if there is none
     */
    public SweepState create(SweepSpec spec, List<Subject> subjects, List<Training> trainings) {
        return create(spec, subjects, trainings, null);
    }

    /**
     * Keeps a sweep that a search may have asked for; such a one is in no list of sweeps.
     *
     * @param work what it is for; null where nobody searches
     */
    public SweepState create(
            SweepSpec spec, List<Subject> subjects, List<Training> trainings, @Nullable SearchWork work) {
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs at least one job");
        }
        boolean again = spec.training() != null && spec.training().resume();
        Instant now = clock.instant();
        return database.write(handle -> {
            Trainings.ask(handle, now, trainings, again);
            long id = insert(handle, spec, subjects, work, now);
            List<TimeLeft.Job> waiting = subjects.stream()
                    .map(subject -> new Pending(
                                    JobState.Status.READY, subject.key().weights(), Duration.ZERO, subject.known())
                            .job())
                    .toList();
            return new SweepState(
                    id,
                    spec,
                    SweepState.Status.ACTIVE,
                    subjects.size(),
                    0,
                    0,
                    0,
                    now,
                    left(handle, spec, waiting),
                    work);
        });
    }

    private static long insert(
            Handle handle, SweepSpec spec, List<Subject> subjects, @Nullable SearchWork work, Instant now) {
        long sweep = handle.createUpdate("""
                        INSERT INTO sweep (variants, targets, protocol, training, created_at, search, trial, stage)
                        VALUES (:variants, :targets, :protocol, :training, :at, :search, :trial, :stage)
                        """)
                .bindMethods(spec)
                .bind("at", now)
                .bind("search", work == null ? null : (Long) work.search())
                .bind("trial", work == null ? null : (Integer) work.trial())
                .bind("stage", work == null ? null : work.stage().id())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        PreparedBatch jobs = handle.prepareBatch("""
                INSERT INTO job (sweep, device, variant, family, architecture, weights, target, dataset, protocol, known, plugin,
                    plugin_digest, state)
                VALUES (:sweep, :device, :model, :model.family, :key.architecture, :key.weights, :key.target, :key.dataset, :key.protocol,
                    :known, :origin.plugin, :origin.pluginDigest, 'READY')
                """);
        for (Subject subject : subjects) {
            jobs.bindMethods(subject)
                    .bindMethods("origin", PluginColumns.of(subject.plugin()))
                    .bind("sweep", sweep)
                    .bind("device", device(subject.key().target()))
                    .add();
        }
        jobs.execute();
        return sweep;
    }

    /** The part of a target's id that names the hardware: {@code local-cpu}. */
    private static String device(String target) {
        int slash = target.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("a target's id must be device/name, was " + target);
        }
        return target.substring(0, slash);
    }

    /** A sweep as it stands. */
    public Optional<SweepState> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    private static Optional<SweepState> find(Handle handle, long id) {
        return states(handle, List.of(id)).stream().findFirst();
    }

    /** The newest sweep for a piece of a search's work that was not cancelled. */
    public Optional<SweepState> find(SearchWork work) {
        return database.read(handle -> handle.createQuery("""
                        SELECT MAX(id) FROM sweep
                        WHERE search = :search AND trial = :trial AND stage = :stage AND cancelled = FALSE
                        """)
                .bindMethods(work)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> find(handle, id)));
    }

    /** Sweeps that people have asked for, newest first. */
    public Page<SweepState> page(int offset, int limit) {
        return database.read(handle -> {
            List<Long> ids = handle.createQuery(
                            "SELECT id FROM sweep WHERE search IS NULL ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY")
                    .bind("offset", offset)
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list();
            long total = handle.createQuery("SELECT COUNT(*) FROM sweep WHERE search IS NULL")
                    .mapTo(Long.class)
                    .one();
            return new Page<>(ids.isEmpty() ? List.of() : states(handle, ids), total);
        });
    }

    /** A sweep's jobs in order. */
    public Page<JobState> jobs(long sweep, int offset, int limit) {
        return database.read(handle -> {
            List<JobState> jobs = handle.createQuery("""
                            SELECT id, sweep, variant AS model, weights, target, state AS status, attempts, reason, spent_nanos AS spent FROM job
                            WHERE sweep = :sweep ORDER BY id OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY
                            """)
                    .bind("sweep", sweep)
                    .bind("offset", offset)
                    .bind("limit", limit)
                    .mapTo(JobState.class)
                    .list();
            long total = handle.createQuery("SELECT COUNT(*) FROM job WHERE sweep = :sweep")
                    .bind("sweep", sweep)
                    .mapTo(Long.class)
                    .one();
            return new Page<>(jobs, total);
        });
    }

    /** Gives up the jobs of a sweep that wait; those being worked on may end. False if there is no such active sweep. */
    public boolean cancel(long sweep) {
        return database.write(handle -> {
            // The sweep before its jobs, here and in Leases: one order of locks, no deadlock.
            int cancelled = handle.createUpdate("""
                            UPDATE sweep SET cancelled = TRUE WHERE id = :id AND cancelled = FALSE
                                AND EXISTS (SELECT 1 FROM job WHERE sweep = :id AND ended = FALSE)
                            """).bind("id", sweep).execute();
            if (cancelled == 0) {
                return false;
            }
            handle.execute(
                    "UPDATE job SET state = 'CANCELLED', ended = TRUE WHERE sweep = ? AND state = 'READY'", sweep);
            return true;
        });
    }

    private static List<SweepState> states(Handle handle, List<Long> ids) {
        return handle.createQuery(STATES).bindList("ids", ids).mapTo(SweepRow.class).list().stream()
                .map(row -> row.state(handle))
                .toList();
    }

    /** A sweep with the counts of its jobs. */
    public record SweepRow(
            long id,
            List<String> variants,
            List<String> targets,
            Protocol protocol,
            @Nullable TrainingAsked training,
            boolean cancelled,
            Instant createdAt,
            long search,
            int trial,
            @Nullable Stage stage,
            int total,
            int unfinished,
            int done,
            int failed,
            int running) {
        /** How it stands; one that goes on with the time that is left of it. */
        SweepState state(Handle handle) {
            SweepSpec spec = new SweepSpec(variants, targets, protocol, training);
            SweepState.Status status = cancelled
                    ? SweepState.Status.CANCELLED
                    : unfinished == 0 ? SweepState.Status.FINISHED : SweepState.Status.ACTIVE;
            return new SweepState(
                    id,
                    spec,
                    status,
                    total,
                    done,
                    failed,
                    running,
                    createdAt,
                    status == SweepState.Status.ACTIVE ? left(handle, spec, jobs(handle)) : null,
                    stage == null ? null : new SearchWork(search, trial, stage));
        }

        /** How large a model is counts only beside a training; each figure would be read for each change of a job. */
        private List<TimeLeft.Job> jobs(Handle handle) {
            String known = training == null ? "CAST(NULL AS VARCHAR)" : "known";
            return handle.createQuery("SELECT state AS status, weights, spent_nanos AS spent, " + known
                            + " AS known FROM job WHERE sweep = :id ORDER BY id")
                    .bind("id", id)
                    .mapTo(Pending.class)
                    .map(Pending::job)
                    .list();
        }
    }

    /** What of a job tells how long it will take. */
    public record Pending(
            JobState.Status status,
            String weights,
            Duration spent,
            @Nullable Map<Metric, Figure> known) {
        TimeLeft.Job job() {
            Figure macs = known == null ? null : known.get(Metric.MACS);
            return new TimeLeft.Job(
                    status, weights, macs == null ? 0 : macs.value().orElse(0), spent);
        }
    }

    private static @Nullable Duration left(Handle handle, SweepSpec spec, List<TimeLeft.Job> jobs) {
        Map<String, TimeLeft.Learning> trainings = spec.training() == null
                ? Map.of()
                : Trainings.learnings(
                        handle,
                        jobs.stream().map(TimeLeft.Job::weights).distinct().toList());
        return TimeLeft.of(jobs, trainings).orElse(null);
    }
}
