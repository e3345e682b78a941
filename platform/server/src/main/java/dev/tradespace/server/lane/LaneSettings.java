package dev.tradespace.server.lane;

import dev.tradespace.core.measure.PresentConditions;
import java.time.Duration;

/**
 * How a lane deals with the store.
 *
 * @param owner the id of the home, under which leases are taken
 * @param term how long a lease holds; it is renewed three times in that time
 * @param poll how often to look for work that no message told of: after a lost message, or when another's lease has run out
 * @param present what is measured under here
 */
public record LaneSettings(String owner, Duration term, Duration poll, PresentConditions present) {
    private static final int RENEWALS = 3;

    public LaneSettings {
        if (term.compareTo(Duration.ofMillis(RENEWALS)) < 0 || poll.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "term must be at least 3 ms and poll at least 1 ms, was " + term + " and " + poll);
        }
    }

    /** Rules of a platform of which nobody knows what it measures under. */
    public LaneSettings(String owner, Duration term, Duration poll) {
        this(owner, term, poll, PresentConditions.UNKNOWN);
    }

    /** The time between two renewals. */
    Duration renewal() {
        return term.dividedBy(RENEWALS);
    }
}
