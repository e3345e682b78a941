package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Constraint.Side;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.search.run.SearchEvent.Begun;
import dev.tradespace.search.run.SearchEvent.Cancelled;
import dev.tradespace.search.run.SearchEvent.Evaluated;
import dev.tradespace.search.run.SearchEvent.Exhausted;
import dev.tradespace.search.run.SearchEvent.Found;
import dev.tradespace.search.run.SearchEvent.NotEvaluated;
import dev.tradespace.search.run.SearchEvent.Proposed;
import dev.tradespace.search.run.SearchEvent.Waits;
import dev.tradespace.search.run.SearchRunCommand.Abandon;
import dev.tradespace.search.run.SearchRunCommand.AskStrategy;
import dev.tradespace.search.run.SearchRunCommand.Close;
import dev.tradespace.search.run.SearchRunCommand.End;
import dev.tradespace.search.run.SearchRunCommand.Evaluate;
import dev.tradespace.search.run.SearchRunCommand.TellStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchRunTest {
    private static final Objective ACCURACY = new Objective("accuracy", Goal.MAXIMIZE);
    private static final Objective LATENCY = new Objective("latency", Goal.MINIMIZE);
    private static final Constraint FEW = new Constraint("params", Side.AT_MOST, 100);
    private static final Constraint FAST = new Constraint("latency", Side.AT_MOST, 5);

    private Duration now = Duration.ZERO;
    private SearchRun run = run(2, 1);

    private static SearchRun run(@Nullable Integer trials, int parallel) {
        return SearchRun.of(rules(trials, null, parallel), List.of(), null);
    }

    private static Rules rules(@Nullable Integer trials, @Nullable Duration time, int parallel) {
        return new Rules(List.of(ACCURACY, LATENCY), List.of(FEW, FAST), trials, time, parallel);
    }

    private List<SearchRunCommand> step(SearchEvent event) {
        SearchRun.Step step = run.step(event, now);
        run = step.run();
        return step.commands();
    }

    private static TrialState trial(int number, String key) {
        return TrialState.proposed(
                number,
                new TrialState.Network(ModelId.parse("toy/" + key), "digest of " + key, key, Map.of()),
                Fidelity.FULL,
                Duration.ZERO);
    }

    private static Proposed proposed(int number, String key, double params) {
        return new Proposed(trial(number, key), new CheapMetrics.Valid(Map.of("params", params), key));
    }

    private static Evaluated measured(int number, double latency) {
        return new Evaluated(number, Stage.MEASURING, found(Map.of("latency", latency)));
    }

    private static Evaluated trained(int number, double accuracy, double latency) {
        return new Evaluated(number, Stage.TRAINING, found(Map.of("accuracy", accuracy, "latency", latency)));
    }

    private static Found found(Map<String, Double> values) {
        return new Found(values, new Evidence("trained:1", Map.of("cpu", 1L), Map.of()));
    }

    private static @Nullable Outcome outcome(SearchRunCommand told) {
        return ((TellStrategy) told).trial().outcome();
    }

    /** Begins and lets trial 0 be proposed. */
    private List<SearchRunCommand> firstProposed(String key, double params) {
        assertEquals(List.of(new AskStrategy(0)), step(new Begun(Map.of())));
        return step(proposed(0, key, params));
    }

    @Test
    void countsMeasuresTrainsAndTells() {
        assertEquals(List.of(new Evaluate(trial(0, "a").at(Stage.MEASURING))), firstProposed("a", 50));
        assertEquals(List.of(new Evaluate(trial(0, "a").at(Stage.TRAINING))), step(measured(0, 4)));
        now = Duration.ofSeconds(9);
        List<SearchRunCommand> after = step(trained(0, 90, 4.5));

        assertEquals(
                new Outcome.Completed(Map.of("params", 50.0, "latency", 4.5, "accuracy", 90.0)), outcome(after.get(0)));
        assertEquals(
                Duration.ofSeconds(9), ((TellStrategy) after.get(0)).trial().told());
        assertEquals(new AskStrategy(1), after.get(1));
    }

    @Test
    void neverWorksOnWhatIsOverALimitByCount() {
        List<SearchRunCommand> after = firstProposed("a", 101);

        assertEquals(new Outcome.Pruned(Map.of("params", 101.0), FEW), outcome(after.get(0)));
        assertEquals(List.of(new AskStrategy(1)), after.subList(1, after.size()));
    }

    @Test
    void neverTrainsWhatIsOverALimitByItsMeasuredCost() {
        List<SearchRunCommand> unused = firstProposed("a", 50);
        List<SearchRunCommand> after = step(measured(0, 5.1));

        assertEquals(new Outcome.Pruned(Map.of("params", 50.0, "latency", 5.1), FAST), outcome(after.get(0)));
        assertEquals(new AskStrategy(1), after.get(1));
    }

    @Test
    void whatIsOverTheLimitOnceTrainedIsEvaluatedButOnNoFront() {
        List<SearchRunCommand> unused = firstProposed("a", 50);
        List<SearchRunCommand> unusedToo = step(measured(0, 4.9));
        List<SearchRunCommand> after = step(trained(0, 90, 5.2));

        assertInstanceOf(Outcome.Completed.class, outcome(after.get(0)));
        assertEquals(List.of(), BestTrials.front(run.ended(), run.rules()));
    }

    @Test
    void aFailureIsToldAndTheSearchGoesOn() {
        List<SearchRunCommand> unused = firstProposed("a", 50);
        List<SearchRunCommand> after = step(new NotEvaluated(0, Stage.MEASURING, "the worker hung"));

        assertEquals(new Outcome.Failed("the worker hung"), outcome(after.get(0)));
        assertEquals(new AskStrategy(1), after.get(1));
    }

    @Test
    void aMetricThatIsAimedAtButNotMeasuredIsAFailure() {
        List<SearchRunCommand> unused = firstProposed("a", 50);
        List<SearchRunCommand> unusedToo = step(measured(0, 4));
        List<SearchRunCommand> after = step(new Evaluated(0, Stage.TRAINING, found(Map.of("latency", 4.0))));

        assertEquals(new Outcome.Failed("accuracy could not be measured"), outcome(after.get(0)));
    }

    @Test
    void anEqualNetworkIsToldTheOutcomeWithoutWork() {
        evaluateFirst("a");
        List<SearchRunCommand> after = step(proposed(1, "a", 50));

        TrialState told = ((TellStrategy) after.get(0)).trial();
        assertEquals(0, told.source());
        assertEquals(run.ended().get(0).outcome(), told.outcome());
        assertEquals(new AskStrategy(2), after.get(1), "it did not cost an evaluation");
        assertEquals(1, BestTrials.front(run.ended(), run.rules()).size(), "nor is it on the front twice");
    }

    @Test
    void anEqualNetworkAtAnotherFidelityIsEvaluated() {
        evaluateFirst("a");
        TrialState cheaper = new TrialState(
                1,
                trial(1, "a").network(),
                new Fidelity(0.5, 1),
                Stage.COUNTING,
                null,
                null,
                Evidence.NONE,
                now,
                Duration.ZERO);

        List<SearchRunCommand> after = step(new Proposed(cheaper, new CheapMetrics.Valid(Map.of("params", 50.0), "a")));

        assertEquals(List.of(new Evaluate(cheaper.at(Stage.MEASURING))), after);
    }

    private void evaluateFirst(String key) {
        List<SearchRunCommand> proposed = firstProposed(key, 50);
        List<SearchRunCommand> measured = step(measured(0, 4));
        List<SearchRunCommand> trained = step(trained(0, 90, 4));
        assertEquals(List.of(1, 1, 2), List.of(proposed.size(), measured.size(), trained.size()));
    }

    @Test
    void anEqualNetworkUnderWayIsWaitedFor() {
        run = run(9, 3);
        assertEquals(2, firstProposed("a", 50).size(), "evaluate, and ask for the next");
        assertEquals(List.of(new AskStrategy(2)), step(proposed(1, "a", 50)), "no work for the equal one");
        List<SearchRunCommand> after = step(new NotEvaluated(0, Stage.MEASURING, "the worker hung"));

        assertEquals(
                List.of(0, 1),
                List.of(
                        ((TellStrategy) after.get(0)).trial().number(),
                        ((TellStrategy) after.get(1)).trial().number()));
        assertEquals(0, ((TellStrategy) after.get(1)).trial().source());
    }

    @Test
    void keepsAsManyUnderWayAsItMayAndNoMoreThanItsBudget() {
        run = run(2, 3);
        assertEquals(2, firstProposed("a", 50).size());
        assertEquals(1, step(proposed(1, "b", 50)).size(), "the budget is promised");
        assertEquals(1, step(measured(1, 4)).size());
        assertEquals(
                List.of(new AskStrategy(2)),
                step(measured(0, 9)).subList(1, 2),
                "over the limit: its share of the budget is free again");
    }

    @Test
    void aStrategyThatWaitsIsAskedAgainWhenATrialIsTold() {
        run = run(9, 2);
        List<SearchRunCommand> unused = firstProposed("a", 50);
        assertEquals(List.of(), step(new Waits()));
        assertEquals(List.of(new Evaluate(trial(0, "a").at(Stage.TRAINING))), step(measured(0, 4)), "not before");
        assertTrue(step(trained(0, 90, 4)).contains(new AskStrategy(1)));
    }

    @Test
    void aStrategyThatWaitsForNothingIsAnError() {
        List<SearchRunCommand> unused = step(new Begun(Map.of()));
        assertEquals(
                List.of(new End(Status.FAILED, "the strategy waits for a trial, and none is under way")),
                step(new Waits()));
    }

    @Test
    void endsWithTheBudgetAndScoresTheFrontOnce() {
        run = run(1, 1);
        List<SearchRunCommand> proposed = firstProposed("a", 50);
        List<SearchRunCommand> measured = step(measured(0, 4));
        List<SearchRunCommand> after = step(trained(0, 90, 4));
        TrialState first = run.ended().get(0);

        assertEquals(2, proposed.size() + measured.size());
        assertEquals(
                List.of(
                        new TellStrategy(first),
                        new Close("its budget of 1 trial is spent"),
                        new Evaluate(first.at(Stage.TESTING))),
                after);
        assertEquals(
                List.of(new End(Status.FINISHED, "its budget of 1 trial is spent")),
                step(new Evaluated(0, Stage.TESTING, found(Map.of("accuracy", 88.0)))));
        assertEquals(List.of(), step(new Cancelled()), "what has ended stays so");
    }

    @Test
    void endsWithItsTimeWhenWhatIsUnderWayHasEnded() {
        run = SearchRun.of(rules(null, Duration.ofMinutes(20), 2), List.of(), null);
        List<SearchRunCommand> unused = firstProposed("a", 50);
        now = Duration.ofMinutes(20);
        assertEquals(2, step(proposed(1, "b", 50)).size() + step(measured(0, 4)).size());
        List<SearchRunCommand> after = step(trained(0, 90, 4));
        assertEquals(new Close("its time of 20 min is over"), after.get(1));
        assertEquals(2, after.size(), "trial 1 is under way");
        assertEquals(2, step(measured(1, 9)).size(), "told, and the front is scored");
    }

    @Test
    void endsWhenTheStrategyHasNoMore() {
        List<SearchRunCommand> unused = step(new Begun(Map.of()));
        assertEquals(
                List.of(new Close("all were tried"), new End(Status.FINISHED, "all were tried")),
                step(new Exhausted("all were tried")));
    }

    @Test
    void aRowOfProposalsThatCostNothingEnds() {
        List<SearchRunCommand> after = step(new Begun(Map.of()));
        int proposals = 0;
        while (after.contains(new AskStrategy(proposals))) {
            after = step(proposed(proposals++, "a", 101));
        }
        assertEquals(SearchRun.MOST_IDLE, proposals);
        assertInstanceOf(End.class, after.get(after.size() - 1));
    }

    @Test
    void aCancelGivesUpWhatIsUnderWayAndIgnoresItsLateAnswer() {
        List<SearchRunCommand> unused = firstProposed("a", 50);
        assertEquals(
                List.of(new Abandon(0, Stage.MEASURING), new End(Status.CANCELLED, "it was cancelled")),
                step(new Cancelled()));
        assertEquals(List.of(), step(measured(0, 4)));
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        List<SearchRunCommand> unused = firstProposed("a", 50);
        assertEquals(1, step(measured(0, 4)).size());
        assertEquals(List.of(), step(measured(0, 4)), "it is no accuracy");
    }

    @Test
    void goesOnFromWhatWasKept() {
        TrialState ended = trial(0, "a")
                .at(Stage.TRAINING)
                .ended(
                        new Outcome.Completed(Map.of("params", 50.0, "latency", 4.0, "accuracy", 90.0)),
                        Evidence.NONE,
                        Duration.ofSeconds(5));
        run = SearchRun.of(rules(2, null, 1), List.of(ended, trial(1, "b").at(Stage.TRAINING)), null);

        List<SearchRunCommand> begun = step(new Begun(Map.of(
                1, new CountedNetwork(trial(1, "b").network(), new CheapMetrics.Valid(Map.of("params", 60.0), "b")))));

        assertEquals(List.of(new Evaluate(trial(1, "b").at(Stage.MEASURING))), begun, "what is measured is found");
    }

    @Test
    void goesOnWithScoringWhenThatIsAllThatIsLeft() {
        TrialState ended = trial(0, "a")
                .at(Stage.TRAINING)
                .ended(
                        new Outcome.Completed(Map.of("params", 50.0, "latency", 4.0, "accuracy", 90.0)),
                        Evidence.NONE,
                        Duration.ofSeconds(5));
        run = SearchRun.of(rules(1, null, 1), List.of(ended), "its budget of 1 trial is spent");

        assertEquals(List.of(new Evaluate(ended.at(Stage.TESTING))), step(new Begun(Map.of())));
    }
}
