package dev.tradespace.search.strategy;

import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluated configuration under constraint dominance.
 *
 * @param configuration what was tried
 * @param costs each objective as something to minimise; infinite where the trial did not get so far
 * @param violation sum of the constraint violations, each in parts of its bound; 0 where it is feasible
 * @source Deb, Pratap, Agarwal &amp; Meyarivan 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II",
 *     section VI (constraint dominance)
 */
record ConstrainedPoint(Configuration configuration, List<Double> costs, double violation) {
    ConstrainedPoint {
        costs = List.copyOf(costs);
    }

    /** The point of a trial; empty for a failed one. */
    static Optional<ConstrainedPoint> of(SearchProblem problem, Trial trial) {
        Configuration configuration = trial.proposal().configuration();
        if (trial.outcome() instanceof Trial.Outcome.Completed completed) {
            Map<String, Double> values = completed.values();
            return Optional.of(new ConstrainedPoint(
                    configuration, costs(problem, values), LeastViolation.of(problem.constraints(), values)));
        }
        if (trial.outcome() instanceof Trial.Outcome.Pruned over) {
            List<Double> unknown = costs(problem, Map.of());
            return Optional.of(new ConstrainedPoint(
                    configuration,
                    unknown,
                    Math.max(LeastViolation.VIOLATED, LeastViolation.of(problem.constraints(), over.values()))));
        }
        return Optional.empty();
    }

    private static List<Double> costs(SearchProblem problem, Map<String, Double> values) {
        Double[] costs = new Double[problem.objectives().size()];
        for (int i = 0; i < costs.length; i++) {
            Objective objective = problem.objectives().get(i);
            Double value = values.get(objective.metric());
            costs[i] =
                    value == null ? Double.POSITIVE_INFINITY : objective.goal().asCost(value);
        }
        return Arrays.asList(costs);
    }

    /** Constraint dominance: less violation, and between feasible points Pareto dominance. */
    boolean dominates(ConstrainedPoint other) {
        if (violation != other.violation) {
            return violation < other.violation;
        }
        if (violation > 0) {
            return false;
        }
        boolean better = false;
        for (int i = 0; i < costs.size(); i++) {
            double own = costs.get(i);
            double others = other.costs.get(i);
            if (own > others) {
                return false;
            }
            better |= own < others;
        }
        return better;
    }
}
