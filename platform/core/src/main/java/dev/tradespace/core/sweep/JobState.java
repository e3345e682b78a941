package dev.tradespace.core.sweep;

import dev.tradespace.core.catalogue.ModelId;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param id its number
 * @param sweep the sweep it belongs to
 * @param model the model's id
 * @param weights the id of its weights: {@code random:7}, or what the training of a job's model gives
 * @param target the target's id
 * @param status where it stands
 * @param attempts how often it was tried
 * @param reason why it failed, null where it did not
 * @param spent how long its last try took; zero while waiting
 */
public record JobState(
        long id,
        long sweep,
        ModelId model,
        String weights,
        String target,
        Status status,
        int attempts,
        @Nullable String reason,
        Duration spent) {
    /** Where a job stands. */
    public enum Status {
        /** Waiting for its lane. */
        READY,
        /** Being worked on. */
        LEASED,
        /** Measured. */
        DONE,
        /** Ended without a measurement. */
        FAILED,
        /** Given up with its sweep. */
        CANCELLED;

        /** The name on the wire: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The job of a lease, standing there after this try. */
    public static JobState of(Lease lease, Status status, @Nullable String reason, Duration spent) {
        return new JobState(
                lease.job(),
                lease.sweep(),
                lease.subject().model(),
                lease.subject().key().weights(),
                lease.subject().key().target(),
                status,
                lease.attempt(),
                reason,
                spent);
    }

    /** The same without its last try. */
    public JobState untried() {
        return new JobState(id, sweep, model, weights, target, status, attempts - 1, reason, spent);
    }
}
