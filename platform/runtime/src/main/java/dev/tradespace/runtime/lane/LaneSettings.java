package dev.tradespace.runtime.lane;

import java.time.Duration;

/**
 * How a lane deals with the store.
 *
 * @param owner the id of the home, under which leases are taken
 * @param term how long a lease holds; it is renewed three times in that time
 * @param poll how often to look for work that no message told of: after a lost message, or when another's lease has run out
 */
public record LaneSettings(String owner, Duration term, Duration poll) {
    private static final int RENEWALS = 3;

    public LaneSettings {
        if (term.compareTo(Duration.ofMillis(RENEWALS)) < 0 || poll.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "term must be at least 3 ms and poll at least 1 ms, was " + term + " and " + poll);
        }
    }

    /** The time between two renewals. */
    Duration renewal() {
        return term.dividedBy(RENEWALS);
    }
}
