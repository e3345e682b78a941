package dev.tradespace.runtime.lane;

import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.runtime.bus.Bus;
import dev.tradespace.runtime.bus.Topics;
import dev.tradespace.runtime.bus.Topics.JobChanged;
import dev.tradespace.runtime.bus.Topics.Measured;
import dev.tradespace.runtime.bus.Topics.SweepChanged;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody what a lane has made true in the store. The lane looks right after its own change and takes no other job before it has told,
 * so news comes in the order of what happened.
 */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Results results;
    private final Bus bus;

    Announcer(Results results, Bus bus) {
        this.results = results;
        this.bus = bus;
    }

    /**
     * What the store shows after a change.
     *
     * @param row what the job gave, empty while it has not ended
     * @param sweep how the job's sweep stands
     */
    record Picture(Optional<ResultRow> row, Optional<SweepState> sweep) {
        static final Picture NONE = new Picture(Optional.empty(), Optional.empty());
    }

    /** Looks at a job and its sweep; blocks. A store that does not answer costs the picture, not the change that it has kept. */
    Picture look(Lease lease) {
        try {
            return new Picture(results.rowOf(lease.job()), results.sweep(lease.sweep()));
        } catch (ResultsException broken) {
            LOG.warn("what happened to job {} could not be announced", lease.job(), broken);
            return Picture.NONE;
        }
    }

    /** Tells how a job stands, what it gave, and how its sweep stands. */
    void tell(Lease lease, JobState.Status status, @Nullable String reason, Duration spent, Picture picture) {
        JobState job = new JobState(
                lease.job(),
                lease.sweep(),
                lease.subject().variant(),
                lease.subject().key().weights(),
                lease.subject().key().target(),
                status,
                lease.attempt(),
                reason,
                spent);
        bus.tell(Topics.JOB_CHANGED, new JobChanged(job));
        picture.row().ifPresent(row -> bus.tell(Topics.MEASURED, new Measured(lease.sweep(), row)));
        picture.sweep().ifPresent(sweep -> bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(sweep)));
    }
}
