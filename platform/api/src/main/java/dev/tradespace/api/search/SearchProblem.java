package dev.tradespace.api.search;

import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The problem that a strategy works on: search space, objectives and constraints.
 *
 * @param space what can be varied
 * @param objectives at least one, each metric once
 * @param constraints that every useful configuration keeps
 * @param cheapMetricNames the names of the metrics that {@code counting} gives for every valid configuration
 * @param counting gives the cheap metrics of a configuration of the space; pure, and callable from any thread. It may
 *     build a network (about 0.1 ms): keep what it said
 * @param cheapest the cheapest fidelity that an evaluation can have; {@link Fidelity#FULL} where there is no other
 * @param budget how much the search may spend; {@link BudgetProgress} tells what is left of it
 */
public record SearchProblem(
        SearchSpace space,
        List<Objective> objectives,
        List<Constraint> constraints,
        Set<String> cheapMetricNames,
        Function<Configuration, CheapMetrics> counting,
        Fidelity cheapest,
        SearchBudget budget) {
    public SearchProblem {
        Objects.requireNonNull(space, "space");
        objectives = List.copyOf(objectives);
        constraints = List.copyOf(constraints);
        cheapMetricNames = Collections.unmodifiableSortedSet(new TreeSet<>(cheapMetricNames));
        Objects.requireNonNull(counting, "counting");
        Objects.requireNonNull(cheapest, "cheapest");
        Objects.requireNonNull(budget, "budget");
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("a search needs at least one objective");
        }
        if (objectives.stream().map(Objective::metric).distinct().count() != objectives.size()) {
            throw new IllegalArgumentException("every objective must be named once, was " + objectives);
        }
    }

    /** A problem without a bound on what the search may spend. */
    public SearchProblem(
            SearchSpace space,
            List<Objective> objectives,
            List<Constraint> constraints,
            Set<String> cheapMetricNames,
            Function<Configuration, CheapMetrics> counting,
            Fidelity cheapest) {
        this(space, objectives, constraints, cheapMetricNames, counting, cheapest, SearchBudget.UNBOUNDED);
    }

    /** The same problem within a budget. */
    public SearchProblem within(SearchBudget other) {
        return new SearchProblem(space, objectives, constraints, cheapMetricNames, counting, cheapest, other);
    }

    /** The metrics of a configuration that are known without an evaluation. */
    public CheapMetrics cheapMetrics(Configuration configuration) {
        return counting.apply(configuration);
    }

    /** Whether a metric is known without an evaluation. */
    public boolean isCheap(String metric) {
        return cheapMetricNames.contains(metric);
    }

    /** Whether the cheap metrics keep every constraint on one of them; the others show only by evaluation. */
    public boolean mayBeFeasible(CheapMetrics.Valid known) {
        return constraints.stream()
                .filter(constraint -> isCheap(constraint.metric()))
                .allMatch(constraint -> constraint.allows(known.metric(constraint.metric())));
    }
}
