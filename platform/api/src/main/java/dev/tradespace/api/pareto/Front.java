package dev.tradespace.api.pareto;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Candidates sorted into those that nothing dominates, those that something does, and those that cannot be compared because a value
 * is missing. Every list keeps the order of the input; equal points all stay in the front.
 *
 * @param <T> what is judged
 * @param members dominated by none
 * @param dominated by at least one
 * @param incomplete with at least one value missing
 */
public record Front<T>(List<T> members, List<T> dominated, List<T> incomplete) {
    public Front {
        members = List.copyOf(members);
        dominated = List.copyOf(dominated);
        incomplete = List.copyOf(incomplete);
    }

    /** The front of candidates under one or more objectives; O(n log n) for one and two. */
    public static <T> Front<T> of(List<T> candidates, List<Objective<T>> objectives) {
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("a front needs at least one objective");
        }
        List<T> complete = new ArrayList<>();
        List<T> incomplete = new ArrayList<>();
        List<double[]> costs = new ArrayList<>();
        for (T candidate : candidates) {
            double[] cost = new double[objectives.size()];
            boolean whole = true;
            for (int i = 0; i < cost.length; i++) {
                Objective<T> objective = objectives.get(i);
                OptionalDouble value = objective.value().apply(candidate);
                whole &= value.isPresent();
                cost[i] = objective.goal().asCost(value.orElse(0));
            }
            if (whole) {
                complete.add(candidate);
                costs.add(cost);
            } else {
                incomplete.add(candidate);
            }
        }
        boolean[] best = Dominance.nonDominated(costs.toArray(double[][]::new));
        List<T> members = new ArrayList<>();
        List<T> dominated = new ArrayList<>();
        for (int i = 0; i < best.length; i++) {
            (best[i] ? members : dominated).add(complete.get(i));
        }
        return new Front<>(members, dominated, incomplete);
    }
}
