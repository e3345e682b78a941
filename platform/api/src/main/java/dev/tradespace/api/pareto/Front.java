package dev.tradespace.api.pareto;

import dev.tradespace.api.metric.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/**
 * Candidates sorted into those that nothing dominates, those that something does, and those that cannot be compared
 * because a value is missing. Every list keeps the order of the input; equal points all stay in the front.
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

    /**
     * The front of candidates under one or more objectives; O(n log n) for one and two.
     *
     * @param value a candidate's value of an objective's metric, empty where it is not known
     */
    public static <T> Front<T> of(
            List<T> candidates, List<Objective> objectives, BiFunction<T, Objective, OptionalDouble> value) {
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
                OptionalDouble known = value.apply(candidate, objectives.get(i));
                whole &= known.isPresent();
                cost[i] = objectives.get(i).goal().asCost(known.orElse(0));
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
