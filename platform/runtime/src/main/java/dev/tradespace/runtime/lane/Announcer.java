package dev.tradespace.runtime.lane;

import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.results.Results;
import dev.tradespace.runtime.bus.Bus;
import dev.tradespace.runtime.bus.Topics;
import dev.tradespace.runtime.bus.Topics.JobChanged;
import dev.tradespace.runtime.bus.Topics.Measured;
import dev.tradespace.runtime.bus.Topics.SweepChanged;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody what a lane has made true in the store. What is told was read from there in the order of the calls, so that no older
 * state of a sweep is told after a newer one. A failure is logged and costs no more than a late picture: the store has it all.
 */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Vertx vertx;
    private final Results results;
    private final Bus bus;

    Announcer(Vertx vertx, Results results, Bus bus) {
        this.vertx = vertx;
        this.results = results;
        this.bus = bus;
    }

    /** That a job stands elsewhere, and its sweep with it. */
    void moved(Lease lease, JobState.Status status, @Nullable String reason, Duration spent) {
        job(lease, status, reason, spent);
        sweep(lease).onFailure(Announcer::late);
    }

    /** That a job has ended and what is known by it. */
    void ended(Lease lease, JobState.Status status, @Nullable String reason, Duration spent) {
        job(lease, status, reason, spent);
        vertx.executeBlocking(() -> results.rowOf(lease.job()))
                .onSuccess(found ->
                        found.ifPresent(row -> bus.tell(Topics.MEASURED, new Measured(lease.sweep(), row))))
                .eventually(() -> sweep(lease))
                .onFailure(Announcer::late);
    }

    private void job(Lease lease, JobState.Status status, @Nullable String reason, Duration spent) {
        JobState state = new JobState(
                lease.job(),
                lease.sweep(),
                lease.subject().variant(),
                lease.subject().key().target(),
                status,
                lease.attempt(),
                reason,
                spent);
        bus.tell(Topics.JOB_CHANGED, new JobChanged(state));
    }

    private Future<Void> sweep(Lease lease) {
        return vertx.executeBlocking(() -> results.sweep(lease.sweep()))
                .onSuccess(found -> found.ifPresent(sweep -> bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(sweep))))
                .mapEmpty();
    }

    private static void late(Throwable failure) {
        LOG.warn("what the store holds could not be announced", failure);
    }
}
