package dev.tradespace.core.measure;

import org.jspecify.annotations.Nullable;

/**
 * What makes a result row one: measuring the same key again replaces what the row shows.
 *
 * @param architecture the graph's digest
 * @param weights the weights' id: {@code random:7}; {@code published} for those that somebody else has measured
 * @param target the target's id
 * @param dataset what the accuracy is about: {@code imagenet-1k}, or what {@link ScoredOn} names
 * @param protocol how long was measured; null where it was not measured here
 */
public record RowKey(
        String architecture,
        String weights,
        String target,
        String dataset,
        @Nullable Protocol protocol) {
    /**
     * How long a job that fills it measures.
     *
     * @throws IllegalStateException if it is not measured here
     */
    public Protocol measuredProtocol() {
        if (protocol == null) {
            throw new IllegalStateException("a row of " + target + " is not measured here");
        }
        return protocol;
    }
}
