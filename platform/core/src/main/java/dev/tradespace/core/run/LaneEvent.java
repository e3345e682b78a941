package dev.tradespace.core.run;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.sweep.Lease;
import java.nio.file.Path;

/** What happens to a lane. */
public sealed interface LaneEvent {
    /** There may be work: a message came, or it is time to look. */
    record Woken() implements LaneEvent {}

    /**
     * The store gave a job.
     *
     * @param lease the right to do it
     */
    record Leased(Lease lease) implements LaneEvent {}

    /** The store has no job for this device. */
    record NoJob() implements LaneEvent {}

    /**
     * The model's file is ready.
     *
     * @param model where it is
     */
    record Prepared(Path model) implements LaneEvent {}

    /**
     * The model could not be built, trained or exported.
     *
     * @param failure why
     */
    record NotPrepared(Outcome.Failure failure) implements LaneEvent {}

    /**
     * The worker has ended.
     *
     * @param outcome how
     */
    record Measured(Outcome outcome) implements LaneEvent {}

    /** The store has kept what it was told. */
    record Stored() implements LaneEvent {}

    /** The store has kept nothing of what it was told: somebody else holds the job now. */
    record NotStored() implements LaneEvent {}

    /**
     * A lease could not be renewed: somebody else holds the job now. The store may say so late, of a lease that has been let go meanwhile, or whose
     * completion it has just kept.
     *
     * @param lease the right that is gone
     */
    record LeaseLost(Lease lease) implements LaneEvent {}

    /**
     * A sweep was cancelled. What is being measured may end; a preparation may take hours.
     *
     * @param sweep its id
     */
    record SweepCancelled(long sweep) implements LaneEvent {}

    /**
     * The store cannot be reached; the lease will run out by itself.
     *
     * @param reason what it said
     */
    record StoreBroken(String reason) implements LaneEvent {}

    /** The platform closes. */
    record StopRequested() implements LaneEvent {}
}
