package dev.tradespace.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckedStrategyTest {
    private static final SearchSpace SPACE = SearchSpace.of(Parameter.integers("width", 1, 8, 4));
    private static final SearchProblem PROBLEM = new SearchProblem(
            SPACE,
            List.of(new Objective("accuracy", Goal.MAXIMIZE)),
            List.of(),
            Set.of(),
            configuration -> configuration.integer("width") == 7
                    ? new CheapMetrics.Invalid("7 is no width")
                    : new CheapMetrics.Valid(Map.of(), configuration.toString()),
            new Fidelity(0.25, 0.5));

    /** A strategy that answers one thing, and minds what it is told. */
    private static class Fake implements SearchStrategy, AutoCloseable {
        private final Supplier<@Nullable Suggestion> answer;
        private boolean closed;

        Fake(Supplier<@Nullable Suggestion> answer) {
            this.answer = answer;
        }

        @Override
        @SuppressWarnings("NullAway") // as an external one may
        public Suggestion ask(int number, RandomGenerator random) {
            return answer.get();
        }

        @Override
        public void tell(Trial trial) {
            throw new IllegalStateException("heard of trial " + trial.number());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static CheckedStrategy checked(Supplier<@Nullable Suggestion> answer) {
        return new CheckedStrategy("strategy fake from fake.jar", PROBLEM, new Fake(answer));
    }

    private static Suggestion width(int width) {
        return new Suggestion.Propose(Proposal.full(SPACE.configure(Map.of("width", width))));
    }

    private static String refusal(Supplier<@Nullable Suggestion> answer) {
        return String.valueOf(
                assertThrows(StrategyFailure.class, () -> checked(answer).ask(0, TrialRandom.of(1, 0)))
                        .getMessage());
    }

    @Test
    void passesOnWhatIsRight() {
        Suggestion suggestion = width(3);
        assertSame(suggestion, checked(() -> suggestion).ask(0, TrialRandom.of(1, 0)));
    }

    @Test
    void refusesByNameWhatNoStrategyMayAnswer() {
        Configuration outside =
                SearchSpace.of(Parameter.integers("width", 9, 9, 9)).defaults();
        assertEquals(
                "strategy fake from fake.jar: it proposed what is outside the space: width=9",
                refusal(() -> new Suggestion.Propose(Proposal.full(outside))));
        assertEquals(
                "strategy fake from fake.jar: it proposed what cannot be: width=7: 7 is no width",
                refusal(() -> width(7)));
        assertEquals(
                "strategy fake from fake.jar: it proposed 0.2 of the epochs on 1.0 of the data;"
                        + " the least that there is are 0.25 and 0.5",
                refusal(() -> new Suggestion.Propose(new Proposal(SPACE.defaults(), new Fidelity(0.2, 1)))));
        assertEquals("strategy fake from fake.jar: ask returned null", refusal(() -> null));
        assertEquals(
                "strategy fake from fake.jar: it has nothing to propose and gives no reason",
                refusal(() -> new Suggestion.Exhausted(" ")));
        assertEquals(
                "strategy fake from fake.jar: it wants to wait for a result, but no trial is outstanding",
                refusal(Suggestion.Wait::new));
        assertEquals(
                "strategy fake from fake.jar: ask failed: java.lang.IllegalStateException: no luck", refusal(() -> {
                    throw new IllegalStateException("no luck");
                }));
        assertTrue(refusal(CheckedStrategyTest::endless)
                .startsWith("strategy fake from fake.jar: ask failed: " + "java.lang.StackOverflowError"));
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private static Suggestion endless() {
        return endless();
    }

    @Test
    void letsItWaitWhileATrialIsOutstandingAndTellsWhatItThrowsThen() {
        Suggestion[] answers = {width(3), new Suggestion.Wait()};
        int[] next = {0};
        CheckedStrategy strategy = checked(() -> answers[next[0]++]);
        assertTrue(strategy.ask(0, TrialRandom.of(1, 0)) instanceof Suggestion.Propose);
        assertTrue(strategy.ask(1, TrialRandom.of(1, 1)) instanceof Suggestion.Wait);
        Trial trial = new Trial(0, Proposal.full(SPACE.defaults()), new Trial.Outcome.Failed("no memory"));
        assertEquals(
                "strategy fake from fake.jar: tell failed: java.lang.IllegalStateException: heard of trial 0",
                assertThrows(StrategyFailure.class, () -> strategy.tell(trial)).getMessage());
        assertEquals(
                "trial 0 is not outstanding",
                assertThrows(IllegalArgumentException.class, () -> strategy.tell(trial))
                        .getMessage());
    }

    @Test
    void closesWhatCanBeClosed() {
        Fake fake = new Fake(() -> width(1));
        new CheckedStrategy("strategy fake", PROBLEM, fake).close();
        assertTrue(fake.closed);
    }
}
