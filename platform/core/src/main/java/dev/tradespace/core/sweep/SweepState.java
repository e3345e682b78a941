package dev.tradespace.core.sweep;

import dev.tradespace.core.search.SearchWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a sweep is.
 *
 * @param id its number
 * @param spec what it was asked to do
 * @param status where it stands
 * @param total how many jobs it has
 * @param done how many gave a measurement
 * @param failed how many ended without one
 * @param running how many are leased now
 * @param created when it was asked for
 * @param left the time left, null where it has ended or nothing tells yet
 * @param work what it is for, where a search has asked for it; else null
 */
public record SweepState(
        long id,
        SweepSpec spec,
        Status status,
        int total,
        int done,
        int failed,
        int running,
        Instant created,
        @Nullable Duration left,
        @Nullable SearchWork work) {
    /** A sweep that somebody has asked for. */
    public SweepState(
            long id,
            SweepSpec spec,
            Status status,
            int total,
            int done,
            int failed,
            int running,
            Instant created,
            @Nullable Duration left) {
        this(id, spec, status, total, done, failed, running, created, left, null);
    }

    /** Where a sweep stands. */
    public enum Status {
        /** Jobs are waiting or running. */
        ACTIVE,
        /** Every job has ended. */
        FINISHED,
        /** Cancelled: what was measured stays. */
        CANCELLED;

        /** The name on the wire: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many jobs have ended. */
    public int ended() {
        return done + failed;
    }
}
