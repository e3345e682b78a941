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
     * A job and its sweep as the store shows them after a change.
     *
     * @param row what the job gave, empty while it has not ended
     * @param sweep how the job's sweep stands
     */
    record JobView(Optional<ResultRow> row, Optional<SweepState> sweep) {
        static final JobView NONE = new JobView(Optional.empty(), Optional.empty());
    }

    /** Looks at a job and its sweep; blocks. A store that does not answer costs the view, not the change that it has kept. */
    JobView look(Lease lease) {
        try {
            return new JobView(results.rowOf(lease.job()), results.sweep(lease.sweep()));
        } catch (ResultsException broken) {
            LOG.warn("what happened to job {} could not be announced", lease.job(), broken);
            return JobView.NONE;
        }
    }

    /** Tells how a job stands, what it gave, and how its sweep stands. */
    void tell(Lease lease, JobState.Status status, @Nullable String reason, Duration spent, JobView view) {
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
        view.row().ifPresent(row -> bus.tell(Topics.MEASURED, new Measured(lease.sweep(), row)));
        view.sweep().ifPresent(sweep -> bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(sweep)));
    }
}
