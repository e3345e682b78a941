package dev.tradespace.search.guided;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.SearchProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Metrics of a problem by role, each turned so that larger is better: the cheap ones, and those to predict for an
 * objective or a constraint.
 */
final class MetricRoles {
    private final SearchProblem problem;
    private final List<String> known;
    private final List<String> unknown;

    MetricRoles(SearchProblem problem) {
        this.problem = problem;
        known = List.copyOf(new ArrayList<>(problem.cheapMetricNames()));
        Set<String> names = new LinkedHashSet<>();
        problem.objectives().forEach(objective -> names.add(objective.metric()));
        problem.constraints().forEach(constraint -> names.add(constraint.metric()));
        names.removeAll(known);
        unknown = List.copyOf(new ArrayList<>(names));
    }

    /** The names of the cheap metrics, in order. */
    List<String> known() {
        return known;
    }

    /** The names of the metrics to predict, in order. */
    List<String> unknown() {
        return unknown;
    }

    /** 1 where larger values of a metric are better, else -1. */
    double sign(String metric) {
        for (Objective objective : problem.objectives()) {
            if (objective.metric().equals(metric)) {
                return objective.goal() == Goal.MAXIMIZE ? 1 : -1;
            }
        }
        return problem.constraints().stream()
                        .anyMatch(constraint ->
                                constraint.metric().equals(metric) && constraint.side() == Constraint.Side.AT_LEAST)
                ? 1
                : -1;
    }

    /** The values of the metrics to predict, larger being better; NaN where there is none. */
    double[] turned(Map<String, Double> values) {
        return unknown.stream()
                .mapToDouble(metric -> sign(metric) * values.getOrDefault(metric, Double.NaN))
                .toArray();
    }

    /** The value of a metric of an observation, larger being better; NaN where it was not told. */
    double value(Observation observations, String metric) {
        int place = known.indexOf(metric);
        return place >= 0
                ? sign(metric) * observations.candidate().cost(place)
                : observations.value(unknown.indexOf(metric));
    }

    /** The constraints on metrics to predict. */
    List<Constraint> openConstraints() {
        return problem.constraints().stream()
                .filter(constraint -> !problem.isCheap(constraint.metric()))
                .toList();
    }
}
