package dev.tradespace.core.run;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.sweep.Lease;
import java.nio.file.Path;

/** What a lane wants done. */
public sealed interface LaneCommand {
    /** Ask the store for a job: answered by Leased, NoJob or StoreBroken. */
    record TakeLease() implements LaneCommand {}

    /**
     * Have the model's file ready, trained first where it must be: answered by Prepared or NotPrepared, also after an Abort.
     *
     * @param lease the job
     */
    record Prepare(Lease lease) implements LaneCommand {}

    /**
     * Run the worker: answered by Measured, also after an Abort.
     *
     * @param lease the job
     * @param model the file to measure
     */
    record Measure(Lease lease, Path model) implements LaneCommand {}

    /** Interrupt what was asked last, preparing or measuring; its answer still comes. */
    record Abort() implements LaneCommand {}

    /**
     * Keep a measurement: answered by Stored, NotStored or StoreBroken.
     *
     * @param lease the job
     * @param reading what was measured
     */
    record Complete(Lease lease, Reading reading) implements LaneCommand {}

    /**
     * Keep a failure: answered as Complete is.
     *
     * @param lease the job
     * @param failure why there is no measurement
     */
    record Fail(Lease lease, Outcome.Failure failure) implements LaneCommand {}

    /**
     * Put the job back for another try: answered as Complete is.
     *
     * @param lease the job
     * @param failure why this try failed
     */
    record Retry(Lease lease, Outcome.Failure failure) implements LaneCommand {}

    /**
     * Put the job back, whose sweep has been cancelled: it ends there. Answered as Complete is.
     *
     * @param lease the job
     */
    record GiveUp(Lease lease) implements LaneCommand {}

    /**
     * Put the job back as if it had not been tried: the platform closes. No answer.
     *
     * @param lease the job
     */
    record PutBack(Lease lease) implements LaneCommand {}

    /** The lane has come to rest for good. No answer. */
    record Halt() implements LaneCommand {}
}
