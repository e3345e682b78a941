package dev.tradespace.api.runtime;

import java.util.List;

/**
 * One query, node by node.
 *
 * @param nanos how long all of it took, above 0; what is not in a node is the runtime's own
 * @param nodes in the order in which they ran; the same nodes in the same order in every query of a model
 */
public record ProfiledQuery(long nanos, List<ProfiledNode> nodes) {
    public ProfiledQuery {
        if (nanos < 1) {
            throw new IllegalArgumentException("a query must take at least 1 ns, was " + nanos);
        }
        nodes = List.copyOf(nodes);
    }
}
