package dev.tradespace.results.measurement;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which result rows.
 *
 * @param variants ids to show; empty for all
 * @param families families to show; empty for all
 * @param targets ids of targets to show; empty for all
 * @param dataset the one dataset to show; null for all
 * @param data the digest of the one version of the dataset to show, empty for none; null for all
 * @param conditions the digest of the one set of conditions to show, empty for unknown ones; null for all
 * @param protocol the one protocol to show; null for all
 * @param sweep what this very sweep gave; null for the latest of every key
 * @param order sorted by this metric, better first, unavailable last; null for the newest first
 * @param offset rows to skip, at least 0
 * @param limit rows to return, 1 to 100,000
 */
public record RowQuery(
        List<String> variants,
        List<String> families,
        List<String> targets,
        @Nullable String dataset,
        @Nullable String data,
        @Nullable String conditions,
        @Nullable Protocol protocol,
        @Nullable Long sweep,
        @Nullable Metric order,
        int offset,
        int limit) {
    /** The most rows one query returns. */
    public static final int MAX_LIMIT = 100_000;

    public RowQuery {
        variants = List.copyOf(variants);
        families = List.copyOf(families);
        targets = List.copyOf(targets);
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be at least 0, was " + offset);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
        }
    }

    /** Rows of every version of the data and of all conditions. */
    public RowQuery(
            List<String> variants,
            List<String> families,
            List<String> targets,
            @Nullable String dataset,
            @Nullable Protocol protocol,
            @Nullable Long sweep,
            @Nullable Metric order,
            int offset,
            int limit) {
        this(variants, families, targets, dataset, null, null, protocol, sweep, order, offset, limit);
    }

    /** The same from the first row to the last, of other targets. */
    public RowQuery whole(List<String> others) {
        return new RowQuery(
                variants, families, others, dataset, data, conditions, protocol, sweep, order, 0, MAX_LIMIT);
    }

    /** Every row, newest first. */
    public static RowQuery all() {
        return new RowQuery(List.of(), List.of(), List.of(), null, null, null, null, 0, MAX_LIMIT);
    }
}
