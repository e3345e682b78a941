package dev.tradespace.results.job;

import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.Lease;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Who works on which job. A lease holds until its time by the database's clock; its token goes up with every taking, and
 * whoever comes back with an old one is refused.
 *
 * <p>Locks are taken in one order, the sweep before its jobs and a job before the tally, so that no two transactions wait for each other.
 */
public final class Leases {
    private static final String FREE =
            "ended = FALSE AND (state = 'READY' OR (state = 'LEASED' AND lease_until <= CURRENT_TIMESTAMP))";
    private static final String HELD = "id = :job AND lease_token = :token AND state = 'LEASED'";

    private Leases() {}

    /**
     * Takes the first free job. The candidate is found without a lock and locked by its key: H2 would lock every candidate that a
     * secondary index lists before it picks the first, and other claimers would see no job where some wait.
     */
    public static Optional<Lease> take(Handle handle, String device, String owner, Duration term) {
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
            if (job.isPresent() && !cancelled(handle, job.get())) {
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
     * @param token of its last lease
     * @param now the time of the database
     */
    private record Free(long id, long sweep, Subject subject, int attempts, long token, OffsetDateTime now) {}

    private static Optional<Free> lock(Handle handle, long id) {
        return handle.createQuery("""
            SELECT id, sweep, variant, family, architecture, weights, target, dataset, protocol, known, plugin, plugin_digest,
                CASE WHEN state = 'LEASED' THEN attempts - 1 ELSE attempts END AS attempts, lease_token, CURRENT_TIMESTAMP AS time_of_database
            FROM job WHERE id = :id AND %s FOR UPDATE SKIP LOCKED
            """.formatted(FREE))
                .bind("id", id)
                .map((rs, context) -> new Free(
                        rs.getLong("id"),
                        rs.getLong("sweep"),
                        Sweeps.subject(rs),
                        rs.getInt("attempts"),
                        rs.getLong("lease_token"),
                        rs.getObject("time_of_database", OffsetDateTime.class)))
                .findOne();
    }

    /** A lease of a cancelled sweep that ran out is not taken again: its job is given up. */
    private static boolean cancelled(Handle handle, Free job) {
        boolean cancelled = handle.createQuery("SELECT cancelled FROM sweep WHERE id = :id")
                .bind("id", job.sweep())
                .mapTo(Boolean.class)
                .one();
        if (cancelled) {
            handle.execute("UPDATE job SET state = 'CANCELLED', ended = TRUE WHERE id = ?", job.id());
        }
        return cancelled;
    }

    private static Lease lease(Handle handle, Free job, String owner, Duration term) {
        Lease lease = new Lease(job.id(), job.sweep(), job.subject(), job.attempts() + 1, job.token() + 1);
        handle.createUpdate("""
            UPDATE job SET state = 'LEASED', attempts = :attempts, lease_owner = :owner, lease_until = :until,
                lease_token = :token
            WHERE id = :job
            """)
                .bind("attempts", lease.attempt())
                .bind("owner", owner)
                .bind("until", job.now().plus(term))
                .bind("token", lease.token())
                .bind("job", lease.job())
                .execute();
        return lease;
    }

    public static boolean renew(Handle handle, Lease lease, Duration term) {
        OffsetDateTime now = handle.createQuery("SELECT CURRENT_TIMESTAMP FROM tally")
                .mapTo(OffsetDateTime.class)
                .one();
        return handle.createUpdate("UPDATE job SET lease_until = :until WHERE " + HELD)
                        .bind("until", now.plus(term))
                        .bind("job", lease.job())
                        .bind("token", lease.token())
                        .execute()
                == 1;
    }

    public static int releaseAll(Handle handle, String owner) {
        List<Long> sweeps = handle.createQuery(
                        "SELECT DISTINCT sweep FROM job WHERE lease_owner = :owner AND state = 'LEASED' ORDER BY sweep")
                .bind("owner", owner)
                .mapTo(Long.class)
                .list();
        int released = 0;
        for (long sweep : sweeps) {
            released += handle.createUpdate(
                            "UPDATE job SET attempts = attempts - 1, " + backIn(lockedAndCancelled(handle, sweep))
                                    + " WHERE sweep = :sweep AND lease_owner = :owner AND state = 'LEASED'")
                    .bind("sweep", sweep)
                    .bind("owner", owner)
                    .execute();
        }
        return released;
    }

    /** Ends a job; false if its lease was lost. */
    public static boolean end(Handle handle, Lease lease, Optional<String> reason, Duration spent) {
        return handle.createUpdate("""
            UPDATE job SET state = :state, ended = TRUE, reason = :reason, spent_nanos = :spent,
                lease_owner = NULL, lease_until = NULL
            WHERE %s
            """.formatted(HELD))
                        .bind("state", reason.isPresent() ? "FAILED" : "DONE")
                        .bind("reason", reason.orElse(null))
                        .bind("spent", spent.toNanos())
                        .bind("job", lease.job())
                        .bind("token", lease.token())
                        .execute()
                == 1;
    }

    public static boolean retry(Handle handle, Lease lease, String reason) {
        return handle.createUpdate("UPDATE job SET reason = :reason, "
                                + backIn(lockedAndCancelled(handle, lease.sweep())) + " WHERE " + HELD)
                        .bind("reason", reason)
                        .bind("job", lease.job())
                        .bind("token", lease.token())
                        .execute()
                == 1;
    }

    public static boolean putBack(Handle handle, Lease lease) {
        return handle.createUpdate("UPDATE job SET attempts = attempts - 1, "
                                + backIn(lockedAndCancelled(handle, lease.sweep())) + " WHERE " + HELD)
                        .bind("job", lease.job())
                        .bind("token", lease.token())
                        .execute()
                == 1;
    }

    /** Locked, so that no job comes back after its sweep was cancelled. */
    private static boolean lockedAndCancelled(Handle handle, long sweep) {
        return handle.createQuery("SELECT cancelled FROM sweep WHERE id = :id FOR UPDATE")
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
