package dev.tradespace.api.search;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Budget of a search.
 *
 * @param evaluations full evaluations, of which cheaper ones take their share; null for any number
 * @param time running time after which no trial is asked for; null for any time
 * @param parallel most trials that are outstanding at a time, at least 1
 */
public record SearchBudget(
        @Nullable Integer evaluations, @Nullable Duration time, int parallel) {
    /** No bound, one trial after the other. */
    public static final SearchBudget UNBOUNDED = new SearchBudget(null, null, 1);

    public SearchBudget {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1, was " + parallel);
        }
    }
}
