package dev.tradespace.results.job;

import dev.tradespace.core.job.JobChange;
import dev.tradespace.core.job.JobQueue;
import dev.tradespace.core.job.LeasedJob;
import dev.tradespace.core.job.ModelKey;
import dev.tradespace.core.job.Renewal;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.JobState.Status;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.database.StorableText;
import dev.tradespace.results.measurement.MeasurementWriter;
import dev.tradespace.results.training.Trainings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs of a database. Each change is one transaction; how the sweep stands then is read after it, so that no lock waits for the counting. */
public final class JdbcJobQueue implements JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcJobQueue.class);

    private final Database database;
    private final Sweeps sweeps;
    private final MeasurementWriter writer;

    /** The queue of a database. */
    public JdbcJobQueue(Database database, Sweeps sweeps, InstantSource clock) {
        this.database = database;
        this.sweeps = sweeps;
        this.writer = new MeasurementWriter(clock);
    }

    @Override
    public Optional<LeasedJob> lease(String device, String owner, Duration term) {
        return database.write(handle -> Leases.take(handle, device, owner, term))
                .map(lease ->
                        new LeasedJob(lease, change(JobState.of(lease, Status.LEASED, null, Duration.ZERO), null)));
    }

    @Override
    public Renewal renew(Lease lease, Duration term) {
        return database.write(handle -> Leases.renew(handle, lease, term));
    }

    @Override
    public int releaseAll(String owner) {
        return database.write(handle -> {
            Trainings.releaseAll(handle, owner);
            return Leases.releaseAll(handle, owner);
        });
    }

    @Override
    public Optional<JobChange> complete(Lease lease, Reading reading, Duration spent) {
        return end(lease, null, spent, handle -> writer.keep(handle, lease, reading));
    }

    /** Where not even the row of a failure can be kept, because of the model's own names, the job ends without one. */
    @Override
    public Optional<JobChange> fail(Lease lease, Outcome.Failure failure, Conditions conditions, Duration spent) {
        Outcome.Failure brief = StorableText.reason(failure);
        try {
            return end(lease, brief.reason(), spent, handle -> writer.keep(handle, lease, brief, conditions));
        } catch (ResultsException unstorable) {
            if (unstorable.isTemporary()) {
                throw unstorable;
            }
            return end(lease, brief.reason(), spent, handle -> null);
        }
    }

    private Optional<JobChange> end(
            Lease lease, @Nullable String reason, Duration spent, Function<Handle, @Nullable ResultRow> keep) {
        JobState ended = JobState.of(lease, reason == null ? Status.DONE : Status.FAILED, reason, spent);
        // A change without its sweep, which is counted when the transaction is over.
        Optional<JobChange> kept = database.write(handle -> Leases.end(handle, ended, lease)
                ? Optional.of(new JobChange(ended, keep.apply(handle), null))
                : Optional.<JobChange>empty());
        return kept.map(change -> change(ended, change.row()));
    }

    @Override
    public Optional<JobChange> retry(Lease lease, Outcome.Failure failure) {
        String reason = StorableText.reason(failure.reason());
        return database.write(handle -> Leases.retry(handle, lease, reason))
                .map(status -> change(JobState.of(lease, status, reason, Duration.ZERO), null));
    }

    @Override
    public Optional<JobChange> putBack(Lease lease) {
        return database.write(handle -> Leases.putBack(handle, lease))
                .map(status ->
                        change(JobState.of(lease, status, null, Duration.ZERO).untried(), null));
    }

    @Override
    public Set<ModelKey> awaited() {
        return database.read(AwaitedKeys::of);
    }

    private JobChange change(JobState job, @Nullable ResultRow row) {
        return new JobChange(job, row, standing(job.sweep()));
    }

    /** A database that does not answer costs the news of the sweep, not the change that it has kept. */
    private @Nullable SweepState standing(long sweep) {
        try {
            return sweeps.find(sweep).orElse(null);
        } catch (ResultsException broken) {
            LOG.warn("how sweep {} stands could not be read", sweep, broken);
            return null;
        }
    }
}
