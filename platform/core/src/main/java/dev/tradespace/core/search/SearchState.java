package dev.tradespace.core.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a search stands.
 *
 * @param id its number
 * @param spec what it was asked to do, as JSON
 * @param strategy who chooses its trials
 * @param status where it stands
 * @param reason why no more trials are asked for; null while they are
 * @param counts its trials
 * @param spent the time that it has run, over all the programs that ran it
 * @param created when it was asked for
 */
public record SearchState(
        long id,
        String spec,
        Chosen strategy,
        Status status,
        @Nullable String reason,
        Counts counts,
        Duration spent,
        Instant created) {
    /**
     * The strategy of a search.
     *
     * @param id its id
     * @param settings its settings, by name
     * @param why why this one, a sentence
     */
    public record Chosen(String id, Map<String, String> settings, String why) {
        public Chosen {
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        }
    }

    /**
     * How many trials there are of each kind.
     *
     * @param asked all of them
     * @param completed evaluated, or known from an equal network
     * @param overLimit given up for their cost
     * @param failed ended with a reason
     * @param reused those that an equal network had answered
     * @param evaluated what counts against a budget of trials, in full evaluations: those trained, being evaluated or failed at it, each by its fidelity
     */
    public record Counts(int asked, int completed, int overLimit, int failed, int reused, double evaluated) {
        /** None yet. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
    }

    /** Where a search stands. */
    public enum Status {
        /** Trials are chosen and evaluated, or the final front is scored. */
        ACTIVE,
        /** It has come to its end. */
        FINISHED,
        /** It was cancelled: its trials stay, and it can go on. */
        CANCELLED,
        /** It cannot go on as things are: its trials stay, and it can go on when they have changed. */
        FAILED;

        /** The name on the wire: lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
