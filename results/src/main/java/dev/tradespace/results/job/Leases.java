package dev.tradespace.results.job;

import dev.tradespace.core.job.Renewal;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.JobState.Status;
import dev.tradespace.core.sweep.Lease;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;

/**
 * Who works on which job. A lease holds until its time by the database's clock; its token goes up with every taking, and
 * whoever comes back with an old one is refused.
 *
 * <p>Locks are taken in one order, the sweep before its jobs and a job before the tally, so that no two transactions wait for each other.
 */
final class Leases {
    private static final String FREE =
            "ended = FALSE AND (state = 'READY' OR (state = 'LEASED' AND lease_until <= CURRENT_TIMESTAMP))";
    /** Of a sweep, so that no job comes back after it was cancelled. */
    private static final String LOCKED = " FOR UPDATE";

    private static final String HELD = "id = :job AND lease_token = :token AND state = 'LEASED'";

    private Leases() {}

    /**
     * Takes the first free job. The candidate is found without a lock and locked by its key: H2 would lock every candidate that a
     * secondary index lists before it picks the first, and other claimers would see no job where some wait.
     */
    static Optional<Lease> take(Handle handle, String device, String owner, Duration term) {
        long after = 0;
        while (true) {
            Optional<Long> candidate = handle.createQuery(
                            "SELECT id FROM job WHERE device = :device AND id > :after AND " + FREE
                                    + " ORDER BY device, ended, id FETCH FIRST 1 ROWS ONLY")
                    .bind("device", device)
                    .bind("after", after)
                    .mapTo(Long.class)
                    .findOne();
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            after = candidate.get();
            Optional<Free> job = lock(handle, after);
            if (job.isPresent() && !givenUp(handle, job.get())) {
                return Optional.of(lease(handle, job.get(), owner, term));
            }
        }
    }

    /**
     * A locked job.
     *
     * @param id its number
     * @param sweep the sweep it belongs to
     * @param subject what to measure
     * @param attempts how often it was tried: a lease that ran out was none, its platform died or lost the database
     * @param leaseToken of its last lease
     * @param now the time of the database
     */
    public record Free(
            long id, long sweep, @Nested SubjectColumns subject, int attempts, long leaseToken, OffsetDateTime now) {}

    private static Optional<Free> lock(Handle handle, long id) {
        return handle.createQuery("""
                        SELECT id, sweep, variant AS model, architecture, weights, target, dataset, protocol, known, plugin, plugin_digest,
                            CASE WHEN state = 'LEASED' THEN attempts - 1 ELSE attempts END AS attempts, lease_token,
                            CURRENT_TIMESTAMP AS now
                        FROM job WHERE id = :id AND %s FOR UPDATE SKIP LOCKED
                        """.formatted(FREE))
                .bind("id", id)
                .mapTo(Free.class)
                .findOne();
    }

    /** A lease of a cancelled sweep that ran out is not taken again: its job is given up. */
    private static boolean givenUp(Handle handle, Free job) {
        boolean cancelled = cancelled(handle, job.sweep(), "");
        if (cancelled) {
            handle.execute("UPDATE job SET state = 'CANCELLED', ended = TRUE WHERE id = ?", job.id());
        }
        return cancelled;
    }

    private static Lease lease(Handle handle, Free job, String owner, Duration term) {
        Lease lease =
                new Lease(job.id(), job.sweep(), job.subject().subject(), job.attempts() + 1, job.leaseToken() + 1);
        handle.createUpdate("""
                        UPDATE job SET state = 'LEASED', attempts = :attempt, lease_owner = :owner, lease_until = :until,
                            lease_token = :token
                        WHERE id = :job
                        """)
                .bindMethods(lease)
                .bind("owner", owner)
                .bind("until", job.now().plus(term))
                .execute();
        return lease;
    }

    static Renewal renew(Handle handle, Lease lease, Duration term) {
        OffsetDateTime now = handle.createQuery("SELECT CURRENT_TIMESTAMP FROM tally")
                .mapTo(OffsetDateTime.class)
                .one();
        boolean held = handle.createUpdate("UPDATE job SET lease_until = :until WHERE " + HELD)
                        .bindMethods(lease)
                        .bind("until", now.plus(term))
                        .execute()
                == 1;
        return !held ? Renewal.LOST : cancelled(handle, lease.sweep(), "") ? Renewal.CANCELLED : Renewal.HELD;
    }

    static int releaseAll(Handle handle, String owner) {
        List<Long> sweeps = handle.createQuery(
                        "SELECT DISTINCT sweep FROM job WHERE lease_owner = :owner AND state = 'LEASED' ORDER BY sweep")
                .bind("owner", owner)
                .mapTo(Long.class)
                .list();
        int released = 0;
        for (long sweep : sweeps) {
            released += handle.createUpdate(
                            "UPDATE job SET attempts = attempts - 1, " + backIn(cancelled(handle, sweep, LOCKED))
                                    + " WHERE sweep = :sweep AND lease_owner = :owner AND state = 'LEASED'")
                    .bind("sweep", sweep)
                    .bind("owner", owner)
                    .execute();
        }
        return released;
    }

    /** Ends a job; false if its lease was lost. */
    static boolean end(Handle handle, JobState ended, Lease lease) {
        return handle.createUpdate("""
                                UPDATE job SET state = :status, ended = TRUE, reason = :reason, spent_nanos = :spent,
                                    lease_owner = NULL, lease_until = NULL
                                WHERE %s
                                """.formatted(HELD))
                        .bindMethods(ended)
                        .bindMethods(lease)
                        .execute()
                == 1;
    }

    /** Puts a job back; where it stands then, empty if its lease was lost. */
    static Optional<Status> retry(Handle handle, Lease lease, String reason) {
        return back(handle, lease, "reason = :reason", reason);
    }

    /** The same without a trace of the try. */
    static Optional<Status> putBack(Handle handle, Lease lease) {
        return back(handle, lease, "attempts = attempts - 1", "");
    }

    private static Optional<Status> back(Handle handle, Lease lease, String change, String reason) {
        boolean cancelled = cancelled(handle, lease.sweep(), LOCKED);
        int changed = handle.createUpdate("UPDATE job SET " + change + ", " + backIn(cancelled) + " WHERE " + HELD)
                .bindMethods(lease)
                .bind("reason", reason)
                .execute();
        return changed == 0 ? Optional.empty() : Optional.of(cancelled ? Status.CANCELLED : Status.READY);
    }

    private static boolean cancelled(Handle handle, long sweep, String lock) {
        return handle.createQuery("SELECT cancelled FROM sweep WHERE id = :id" + lock)
                .bind("id", sweep)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }

    private static String backIn(boolean cancelled) {
        return (cancelled ? "state = 'CANCELLED', ended = TRUE" : "state = 'READY'")
                + ", lease_owner = NULL, lease_until = NULL";
    }
}
