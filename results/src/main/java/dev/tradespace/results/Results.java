package dev.tradespace.results;

import dev.tradespace.api.pareto.Front;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    SweepState create(SweepSpec spec, List<Subject> subjects);

    /** A sweep as it stands. */
    Optional<SweepState> sweep(long id);

    /** Sweeps, newest first. */
    Page<SweepState> sweeps(int offset, int limit);

    /** A sweep's jobs in order. */
    Page<JobState> jobs(long sweep, int offset, int limit);

    /**
     * Takes the next job of a device: the first that waits, or whose lease has run out. Two callers never get one job.
     *
     * @param owner who takes it: the id of the home, so that {@link #releaseAll} finds it after a crash
     * @param term how long the lease holds unless it is renewed
     */
    Optional<Lease> lease(String device, String owner, Duration term);

    /** Holds on to a lease for another term; false if it was lost. */
    boolean renew(Lease lease, Duration term);

    /** Puts back every job that an owner holds: called at start, when whoever held them is surely dead. Returns how many. */
    int releaseAll(String owner);

    /** Keeps a measurement and ends its job in one transaction; false, and nothing kept, if the lease was lost. */
    boolean complete(Lease lease, Reading reading, Duration spent);

    /** Ends a job without a measurement, keeping the reason as a row; false, and nothing kept, if the lease was lost. */
    boolean fail(Lease lease, Outcome.Failure failure, Duration spent);

    /** Puts a leased job back for another try; false if the lease was lost. */
    boolean retry(Lease lease, Outcome.Failure failure);

    /** Gives up the jobs of a sweep that wait; those being worked on may end. False if there is no such active sweep. */
    boolean cancel(long sweep);

    /** Result rows: the latest measurement of every key that the query lets through. */
    Page<ResultRow> rows(RowQuery query);

    /** One row by the id of its measurement. */
    Optional<ResultRow> row(long id);

    /** The raw samples of a measurement. */
    Optional<Samples> samples(long id);

    /** The provenance of a measurement, sorted by key. */
    Map<String, String> environment(long id);

    /** The Pareto front of a target; rows with a missing value are listed apart. */
    Front<ResultRow> front(FrontQuery query);

    @Override
    void close();
}
