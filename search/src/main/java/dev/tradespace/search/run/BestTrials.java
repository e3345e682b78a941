package dev.tradespace.search.run;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.pareto.Front;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.search.TrialState;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Feasible full evaluations of a search and their Pareto front. */
public final class BestTrials {
    private BestTrials() {}

    /**
     * Whether a trial was evaluated in full and keeps every constraint; one that only repeats another does not count.
     */
    public static boolean counts(TrialState trial, Rules rules) {
        return trial.outcome() instanceof Outcome.Completed completed
                && trial.source() == null
                && trial.fidelity().isFull()
                && rules.broken(completed.values()).isEmpty();
    }

    /**
     * The front of the trials that count, in the order of the first objective that is to be small, else of the first.
     */
    public static List<TrialState> front(List<TrialState> trials, Rules rules) {
        List<TrialState> members = Front.of(
                        trials.stream().filter(trial -> counts(trial, rules)).toList(),
                        rules.objectives(),
                        BestTrials::value)
                .members();
        Objective first = rules.objectives().stream()
                .filter(objective -> objective.goal() == Goal.MINIMIZE)
                .findFirst()
                .orElse(rules.objectives().get(0));
        return members.stream()
                .sorted(Comparator.<TrialState>comparingDouble(
                                trial -> first.goal().asCost(value(trial, first).orElse(0)))
                        .thenComparingInt(TrialState::number))
                .toList();
    }

    private static OptionalDouble value(TrialState trial, Objective objective) {
        Double value = trial.values().get(objective.metric());
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
