package dev.tradespace.api.search;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Budget left and expected cost of a trial, by the trials told so far. A strategy keeps one and tells it what it is
 * told; being a function of the calls, what it says is the same in a replay.
 */
public final class BudgetProgress {
    private static final double MILLIS = 1000;

    private final SearchBudget budget;
    private double evaluations;
    private double seconds;
    private Duration spent = Duration.ZERO;

    /** The progress of a search that begins. */
    public BudgetProgress(SearchBudget budget) {
        this.budget = budget;
    }

    /** Takes in a trial that was told. */
    public void tell(Trial trial) {
        Trial.Cost cost = trial.cost();
        evaluations += cost.evaluations();
        if (cost.evaluations() > 0) {
            seconds += cost.time().toMillis() / MILLIS;
        }
        spent = cost.ended().compareTo(spent) > 0 ? cost.ended() : spent;
    }

    /** Full evaluations left, at least 0; empty where the budget has any number. Outstanding trials are not taken off. */
    public OptionalDouble evaluationsLeft() {
        Integer all = budget.evaluations();
        return all == null ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, all - evaluations));
    }

    /** Running time left when the last trial was told, at least 0; empty where the budget has any time. */
    public Optional<Duration> timeLeft() {
        return Optional.ofNullable(budget.time())
                .map(all -> all.compareTo(spent) > 0 ? all.minus(spent) : Duration.ZERO);
    }

    /**
     * The time that a trial is expected to take, in proportion to its fidelity: the mean of those evaluated so far;
     * empty before one was.
     */
    public Optional<Duration> expectedTime(Fidelity fidelity) {
        return evaluations == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(MILLIS * seconds / evaluations * fidelity.cost())));
    }
}
