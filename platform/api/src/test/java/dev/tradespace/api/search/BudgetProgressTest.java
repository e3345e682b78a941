package dev.tradespace.api.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.space.SearchSpace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BudgetProgressTest {
    private static Trial trial(double evaluations, long beganSeconds, long endedSeconds) {
        return new Trial(
                0,
                Proposal.full(SearchSpace.of().defaults()),
                new Trial.Outcome.Failed("it hung"),
                new Trial.Cost(evaluations, Duration.ofSeconds(beganSeconds), Duration.ofSeconds(endedSeconds)));
    }

    @Test
    void saysWhatIsLeftAndWhatATrialIsExpectedToTake() {
        BudgetProgress progress = new BudgetProgress(new SearchBudget(10, Duration.ofMinutes(5), 2));
        assertEquals(OptionalDouble.of(10), progress.evaluationsLeft());
        assertEquals(Optional.of(Duration.ofMinutes(5)), progress.timeLeft());
        assertEquals(Optional.empty(), progress.expectedTime(Fidelity.FULL));

        progress.tell(trial(1, 0, 40));
        progress.tell(trial(0, 40, 41)); // an equal network was known: it says nothing of what one costs
        progress.tell(trial(0.5, 10, 30));

        assertEquals(OptionalDouble.of(8.5), progress.evaluationsLeft());
        assertEquals(Optional.of(Duration.ofSeconds(300 - 41)), progress.timeLeft());
        assertEquals(Optional.of(Duration.ofSeconds(40)), progress.expectedTime(Fidelity.FULL));
        assertEquals(Optional.of(Duration.ofSeconds(10)), progress.expectedTime(new Fidelity(0.5, 0.5)));
    }

    @Test
    void isNeverLessThanNothing() {
        BudgetProgress progress = new BudgetProgress(new SearchBudget(1, Duration.ofSeconds(5), 1));
        progress.tell(trial(2, 0, 60));
        assertEquals(OptionalDouble.of(0), progress.evaluationsLeft());
        assertEquals(Optional.of(Duration.ZERO), progress.timeLeft());
    }

    @Test
    void hasNoEndWithoutABudget() {
        BudgetProgress progress = new BudgetProgress(SearchBudget.UNBOUNDED);
        progress.tell(trial(2, 0, 60));
        assertEquals(OptionalDouble.empty(), progress.evaluationsLeft());
        assertEquals(Optional.empty(), progress.timeLeft());
    }

    /** What the store keeps is whole milliseconds: a replay must not see more. */
    @Test
    void aCostIsInWholeMilliseconds() {
        Trial.Cost cost = new Trial.Cost(1, Duration.ofNanos(1_999_999), Duration.ofNanos(3_000_001));
        assertEquals(Duration.ofMillis(2), cost.time());
    }
}
