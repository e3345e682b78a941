package dev.tradespace.results;

import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.Scores;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.Stratum;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.results.job.ModelKey;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.results.search.Searches;
import dev.tradespace.results.training.Trainings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where sweeps, jobs and measurements are kept. The database is the truth: a method that returns has committed, and what it
 * committed survives a kill -9.
 *
 * <p>Any thread may call; every method may block. A database that cannot be reached throws {@link ResultsException}.
 */
public interface Results extends AutoCloseable {
    /**
     * Keeps a sweep with its jobs, all or none.
     *
     * @param subjects one job each, in the order they should be done
     * @throws IllegalArgumentException if there is none
     */
    default SweepState create(SweepSpec spec, List<Subject> subjects) {
        return create(spec, subjects, List.of());
    }

    /**
     * Keeps a sweep with its jobs and the trainings that they need, all or none. A training that is known already stays as it is; but one that
     * failed waits again where the spec asks to resume.
     *
     * @param subjects one job each, in the order they should be done
     * @throws IllegalArgumentException if there is none
     */
    default SweepState create(SweepSpec spec, List<Subject> subjects, List<Training> trainings) {
        return create(spec, subjects, trainings, null);
    }

    /**
     * Keeps a sweep that a search may have asked for; such a one is in no list of sweeps.
     *
     * @param work what it is for; null where nobody searches
     */
    SweepState create(SweepSpec spec, List<Subject> subjects, List<Training> trainings, @Nullable SearchWork work);

    /**
     * The id of the model that a short name means ({@link dev.tradespace.core.catalogue.ModelName}), among all that were ever measured, trained or searched; of a text that
     * is no short name, the text itself.
     *
     * @return empty where there is none, or where two have that name
     */
    Optional<String> variant(String name);

    /** The newest sweep for a piece of a search's work that was not cancelled. */
    Optional<SweepState> sweep(SearchWork work);

    /** A sweep as it stands. */
    Optional<SweepState> sweep(long id);

    /** Sweeps that people have asked for, newest first. */
    Page<SweepState> sweeps(int offset, int limit);

    /** A sweep's jobs in order. */
    Page<JobState> jobs(long sweep, int offset, int limit);

    /**
     * Takes the next job of a device: the first that waits, or whose lease has run out. Two callers never get one job.
     *
     * @param owner who takes it: the id of the home, so that {@link #releaseAll} finds it after a crash
     * @param term how long the lease holds unless it is renewed, by the clock of the database, which all its users share
     */
    Optional<Lease> lease(String device, String owner, Duration term);

    /** Holds on to a lease for another term; false if it was lost. */
    boolean renew(Lease lease, Duration term);

    /**
     * Puts back every job that an owner holds, and has the trainings wait that it was at: called at start, when whoever held them is surely dead.
     * Returns how many jobs.
     */
    int releaseAll(String owner);

    /**
     * Keeps a measurement and ends its job in one transaction; false, and nothing kept, if the lease was lost. A lease is lost
     * when another took the job or it was put back, not by time alone.
     */
    boolean complete(Lease lease, Reading reading, Duration spent);

    /** Ends a job without a measurement, keeping the reason as a row; false, and nothing kept, if the lease was lost. */
    default boolean fail(Lease lease, Outcome.Failure failure, Duration spent) {
        return fail(lease, failure, Conditions.UNKNOWN, spent);
    }

    /**
     * The same of a job that would have been measured under these conditions.
     *
     * @param conditions what a measurement would have been kept under, so that a later one takes the place of this
     */
    boolean fail(Lease lease, Outcome.Failure failure, Conditions conditions, Duration spent);

    /**
     * Puts a leased job back for another try, the reason noted with it; gives it up if its sweep has been cancelled. False if
     * the lease was lost.
     */
    boolean retry(Lease lease, Outcome.Failure failure);

    /** Puts back a leased job whose lane stops, as if it had never been taken: the try does not count. False if the lease was lost. */
    boolean putBack(Lease lease);

    /** Gives up the jobs of a sweep that wait; those being worked on may end. False if there is no such active sweep. */
    boolean cancel(long sweep);

    /**
     * Result rows. Every key has one row for each set of conditions: its latest measurement. A failed trial is shown only where no measurement of its key
     * ever succeeded, so that measuring again and failing hides nothing. A query for one sweep shows what that very sweep
     * gave instead, one row for each of its ended jobs, failed ones included.
     */
    Page<ResultRow> rows(RowQuery query);

    /** The row that a job gave: its measurement or why there is none; empty before it has ended. */
    Optional<ResultRow> rowOf(long job);

    /** The rows of a key, one for each set of conditions, the newest first. */
    List<ResultRow> rows(RowKey key);

    /** One row by the id of its measurement. */
    Optional<ResultRow> row(long id);

    /** The raw samples of a measurement. */
    Optional<Samples> samples(long id);

    /** The provenance of a measurement, sorted by key; of a failed trial the worker's last words as {@code errorOutput}. */
    Map<String, String> environment(long id);

    /** How well the model of a measurement answered; empty where that was not asked. */
    Optional<Scores> scores(long id);

    /** The models that jobs wait for or are worked on with; nobody else reads the files of a model with random weights. */
    Set<ModelKey> awaited();

    /** What the store is. */
    StoreFacts facts();

    /** The trainings. */
    Trainings trainings();

    /** The searches. */
    Searches searches();

    /** The strata of the rows that {@link #rows} shows, the newest first. */
    List<Stratum> strata();

    /**
     * The Pareto front of a target among the rows that {@link #rows} shows for it, by the dominance of {@link
     * dev.tradespace.api.pareto}.
     */
    TargetFront front(FrontQuery query);

    @Override
    void close();
}
