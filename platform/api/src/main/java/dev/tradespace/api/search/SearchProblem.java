package dev.tradespace.api.search;

import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * All that a strategy sees of what is searched.
 *
 * @param space what can be varied
 * @param aims what to be good at; at least one, each metric once
 * @param limits what every useful configuration keeps
 * @param knownMetrics the names of the metrics that {@code knowledge} gives for every possible configuration
 * @param knowledge what costs nothing to know of a configuration of the space; pure, and callable from any thread. It may have to build a network for
 *     it (about 0.1 ms): keep what it said
 * @param cheapest the cheapest fidelity that an evaluation can have; {@link Fidelity#FULL} where there is no other
 */
public record SearchProblem(
        SearchSpace space,
        List<Aim> aims,
        List<Limit> limits,
        Set<String> knownMetrics,
        Function<Configuration, Known> knowledge,
        Fidelity cheapest) {
    public SearchProblem {
        Objects.requireNonNull(space, "space");
        aims = List.copyOf(aims);
        limits = List.copyOf(limits);
        knownMetrics = Collections.unmodifiableSortedSet(new TreeSet<>(knownMetrics));
        Objects.requireNonNull(knowledge, "knowledge");
        Objects.requireNonNull(cheapest, "cheapest");
        if (aims.isEmpty()) {
            throw new IllegalArgumentException("a search needs at least one aim");
        }
        if (aims.stream().map(Aim::metric).distinct().count() != aims.size()) {
            throw new IllegalArgumentException("every aim must be named once, was " + aims);
        }
    }

    /** What costs nothing to know of a configuration. */
    public Known known(Configuration configuration) {
        return knowledge.apply(configuration);
    }

    /** Whether a metric is known before evaluation. */
    public boolean isKnown(String metric) {
        return knownMetrics.contains(metric);
    }

    /** Whether what is known of a configuration keeps every limit on a known metric. */
    public boolean mayFit(Known.Possible known) {
        return limits.stream()
                .filter(limit -> isKnown(limit.metric()))
                .allMatch(limit -> limit.allows(known.metric(limit.metric())));
    }
}
