package dev.tradespace.search.run;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.pareto.Front;
import dev.tradespace.api.pareto.Objective;
import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.search.TrialState;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Which trials count, and which of them are best. */
public final class BestTrials {
    private BestTrials() {}

    /** Whether a trial was evaluated in full and keeps every limit; one that only repeats another does not count. */
    public static boolean counts(TrialState trial, Rules rules) {
        return trial.outcome() instanceof Outcome.Completed completed
                && trial.source() == null
                && trial.fidelity().isFull()
                && rules.broken(completed.values()).isEmpty();
    }

    /** The front of the trials that count, in the order of the first aim that is to be small, else of the first. */
    public static List<TrialState> front(List<TrialState> trials, Rules rules) {
        List<Objective<TrialState>> objectives = rules.aims().stream()
                .map(aim -> new Objective<TrialState>(aim.metric(), aim.goal(), trial -> value(trial, aim)))
                .toList();
        List<TrialState> members = Front.of(
                        trials.stream().filter(trial -> counts(trial, rules)).toList(), objectives)
                .members();
        Aim first = rules.aims().stream()
                .filter(aim -> aim.goal() == Goal.MINIMIZE)
                .findFirst()
                .orElse(rules.aims().get(0));
        return members.stream()
                .sorted(Comparator.<TrialState>comparingDouble(
                                trial -> first.goal().asCost(value(trial, first).orElse(0)))
                        .thenComparingInt(TrialState::number))
                .toList();
    }

    private static OptionalDouble value(TrialState trial, Aim aim) {
        Double value = trial.values().get(aim.metric());
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
