package dev.tradespace.core.profile;

import java.util.List;

/**
 * A node of a runtime's graph over many queries.
 *
 * @param name the node's, as the runtime calls it
 * @param operation what ran: {@code Conv}, {@code QLinearConv}
 * @param precision what it computed in: {@code fp32}, {@code int8}
 * @param input the sizes of its first input, the batch among them; empty for none
 * @param output the sizes of its first output, likewise
 * @param nanos how long it took, the median over the queries
 * @param startNanos when it began in the traced query, since that did
 * @param tracedNanos how long it took in the traced query
 */
public record NodeTime(
        String name,
        String operation,
        String precision,
        List<Integer> input,
        List<Integer> output,
        long nanos,
        long startNanos,
        long tracedNanos) {
    public NodeTime {
        input = List.copyOf(input);
        output = List.copyOf(output);
    }
}
