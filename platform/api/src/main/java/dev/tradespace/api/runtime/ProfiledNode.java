package dev.tradespace.api.runtime;

import java.util.List;

/**
 * One node of a runtime's own graph in one query: what really ran, after the runtime has fused and replaced what it
 * could.
 *
 * @param name the node's name: that of the layer it was written for, where the runtime keeps it, with what the runtime
 *     adds; of fused layers that of one of them
 * @param operation what ran: {@code Conv}, {@code QLinearConv}
 * @param precision the precision that it computed in: {@code fp32}, {@code int8}; the runtime's own word for others
 * @param input the sizes of its first input, the batch among them; empty where it has none or is a scalar
 * @param output the sizes of its first output, likewise
 * @param startNanos when it began, since the query did; at least 0
 * @param nanos how long it took; at least 0
 */
public record ProfiledNode(
        String name,
        String operation,
        String precision,
        List<Integer> input,
        List<Integer> output,
        long startNanos,
        long nanos) {
    public ProfiledNode {
        if (startNanos < 0 || nanos < 0) {
            throw new IllegalArgumentException(
                    name + " must begin and last at least 0 ns, was " + startNanos + " and " + nanos);
        }
        input = List.copyOf(input);
        output = List.copyOf(output);
    }
}
