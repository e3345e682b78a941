package dev.tradespace.results.training;

import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.results.measurement.RowQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which trainings to return.
 *
 * @param variants only these models; empty for all
 * @param dataset only on this dataset; null for all
 * @param status only those that stand there; null for all
 * @param offset how many to skip, at least 0
 * @param limit how many to return, 1 to 100,000
 */
public record TrainingQuery(
        List<String> variants,
        @Nullable String dataset,
        @Nullable Status status,
        int offset,
        int limit) {
    public TrainingQuery {
        variants = List.copyOf(variants);
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be at least 0, was " + offset);
        }
        if (limit < 1 || limit > RowQuery.MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + RowQuery.MAX_LIMIT + ", was " + limit);
        }
    }
}
