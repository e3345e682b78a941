package dev.tradespace.search.guided;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Limit;
import dev.tradespace.api.search.SearchProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The metrics of a problem, each turned so that larger is better: those that are known beforehand, and those that must be predicted for an aim or a limit. */
final class Scope {
    private final SearchProblem problem;
    private final List<String> known;
    private final List<String> unknown;

    Scope(SearchProblem problem) {
        this.problem = problem;
        known = List.copyOf(new ArrayList<>(problem.knownMetrics()));
        Set<String> names = new LinkedHashSet<>();
        problem.aims().forEach(aim -> names.add(aim.metric()));
        problem.limits().forEach(limit -> names.add(limit.metric()));
        names.removeAll(known);
        unknown = List.copyOf(new ArrayList<>(names));
    }

    /** The names of the known metrics, in order. */
    List<String> known() {
        return known;
    }

    /** The names of the metrics to predict, in order. */
    List<String> unknown() {
        return unknown;
    }

    /** 1 where larger values of a metric are better, else -1. */
    double sign(String metric) {
        for (Aim aim : problem.aims()) {
            if (aim.metric().equals(metric)) {
                return aim.goal() == Goal.MAXIMIZE ? 1 : -1;
            }
        }
        return problem.limits().stream()
                        .anyMatch(limit -> limit.metric().equals(metric) && limit.side() == Limit.Side.AT_LEAST)
                ? 1
                : -1;
    }

    /** The values of the metrics to predict, larger being better; NaN where there is none. */
    double[] turned(Map<String, Double> values) {
        return unknown.stream()
                .mapToDouble(metric -> sign(metric) * values.getOrDefault(metric, Double.NaN))
                .toArray();
    }

    /** The value of a metric of what was tried, larger being better; NaN where it was not told. */
    double value(Tried tried, String metric) {
        int place = known.indexOf(metric);
        return place >= 0 ? sign(metric) * tried.candidate().cost(place) : tried.value(unknown.indexOf(metric));
    }

    /** The limits on metrics that are not known beforehand. */
    List<Limit> openLimits() {
        return problem.limits().stream()
                .filter(limit -> !problem.isKnown(limit.metric()))
                .toList();
    }
}
