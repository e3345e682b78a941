package dev.tradespace.core.profile;

import dev.tradespace.api.runtime.ProfiledNode;
import dev.tradespace.api.runtime.ProfiledQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a runtime says of its nodes over many queries of one model. One of the queries is traced: the one whose time is
 * nearest to the median.
 *
 * @param runtime what ran the model, with its version: {@code onnxruntime 1.28.0}
 * @param queries how many, at least 1
 * @param queryNanos the median time of a query
 * @param restNanos the median of what of a query's time is in no node: the runtime's own
 * @param tracedNanos the time of the traced query
 * @param nodes in the order in which they run
 */
public record RuntimeProfile(
        String runtime, int queries, long queryNanos, long restNanos, long tracedNanos, List<NodeTime> nodes) {
    public RuntimeProfile {
        nodes = List.copyOf(nodes);
    }

    /**
     * The medians of queries.
     *
     * @param queries at least one
     * @throws IllegalArgumentException if there is none or two have other nodes
     */
    public static RuntimeProfile of(String runtime, List<ProfiledQuery> queries) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one query");
        }
        long median = median(queries, ProfiledQuery::nanos);
        ProfiledQuery traced = queries.stream()
                .min(Comparator.comparingLong(query -> Math.abs(query.nanos() - median)))
                .orElseThrow();
        List<NodeTime> nodes = new ArrayList<>();
        for (int i = 0; i < traced.nodes().size(); i++) {
            nodes.add(node(traced.nodes().get(i), queries, i));
        }
        return new RuntimeProfile(
                runtime, queries.size(), median, median(queries, RuntimeProfile::rest), traced.nanos(), nodes);
    }

    private static NodeTime node(ProfiledNode traced, List<ProfiledQuery> queries, int place) {
        for (ProfiledQuery query : queries) {
            if (query.nodes().size() <= place
                    || !query.nodes().get(place).name().equals(traced.name())) {
                throw new IllegalArgumentException("every query must run the same nodes; " + traced.name()
                        + " is number " + (place + 1) + " of one and not of another");
            }
        }
        return new NodeTime(
                traced.name(),
                traced.operation(),
                traced.precision(),
                traced.input(),
                traced.output(),
                median(queries, query -> query.nodes().get(place).nanos()),
                traced.startNanos(),
                traced.nanos());
    }

    private static long rest(ProfiledQuery query) {
        return Math.max(
                0,
                query.nanos()
                        - query.nodes().stream().mapToLong(ProfiledNode::nanos).sum());
    }

    /** Of an even number the mean of the two in the middle. */
    private static long median(List<ProfiledQuery> queries, ToLongFunction<ProfiledQuery> value) {
        long[] sorted = queries.stream().mapToLong(value).toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
