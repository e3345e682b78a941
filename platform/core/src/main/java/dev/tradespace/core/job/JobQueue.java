package dev.tradespace.core.job;

import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.sweep.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * From where jobs are taken, and where it is told what came of them. A method that returns has kept what it was told, and what was kept survives a kill -9.
 *
 * <p>A lease fences: its token grows with each taking, and whoever comes back with an old one is answered with an empty {@link Optional}, and nothing of his is
 * kept. A lease is lost when another took the job or it was put back, not by time alone.
 *
 * <p>Any thread may call; every method may block. One that cannot do what it is asked throws {@link QueueException}.
 */
public interface JobQueue {
    /**
     * Takes the next job of a device: the first that waits, or whose lease has run out. Two callers never get one job.
     *
     * @param owner who takes it: the id of the home, so that {@link #releaseAll} finds it after a crash
     * @param term how long the lease holds unless it is renewed, by the clock of the queue, which all its users share
     */
    Optional<LeasedJob> lease(String device, String owner, Duration term);

    /** Holds on to a lease for another term. */
    Renewal renew(Lease lease, Duration term);

    /**
     * Puts back every job that an owner holds, and has the trainings wait that it was at: called at start, when whoever held them is surely dead.
     * Returns how many jobs.
     */
    int releaseAll(String owner);

    /** Keeps a measurement and ends its job, both or neither. */
    Optional<JobChange> complete(Lease lease, Reading reading, Duration spent);

    /** Ends a job without a measurement, keeping the reason as a row. */
    default Optional<JobChange> fail(Lease lease, Outcome.Failure failure, Duration spent) {
        return fail(lease, failure, Conditions.UNKNOWN, spent);
    }

    /**
     * The same of a job that would have been measured under these conditions.
     *
     * @param conditions what a measurement would have been kept under, so that a later one takes the place of this
     */
    Optional<JobChange> fail(Lease lease, Outcome.Failure failure, Conditions conditions, Duration spent);

    /** Puts a leased job back for another try, the reason noted with it; gives it up if its sweep has been cancelled. */
    Optional<JobChange> retry(Lease lease, Outcome.Failure failure);

    /** Puts back a leased job as if it had never been taken, so that the try does not count; gives it up if its sweep has been cancelled. */
    Optional<JobChange> putBack(Lease lease);

    /** The models that jobs wait for or are worked on with; nobody else reads the files of a model with random weights. */
    Set<ModelKey> awaited();
}
