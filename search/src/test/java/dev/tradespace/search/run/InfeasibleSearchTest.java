package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.tradespace.search.run.SearchEvent.*;
import dev.tradespace.search.run.SearchRunCommand.*;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Searches in which nothing is ever evaluated that keeps the constraints, and searches on a disk that is full. */
class InfeasibleSearchTest {
    private static final String FULL =
            "the model could not be prepared: no room on the disk: its file takes 186 GB, and in /home are 31.0 GB"
                    + " free";
    private static final Constraint FAST = new Constraint("latency", Side.AT_MOST, 0.5);
    private static final RooflineBound BOUND = new RooflineBound(
            FAST, new Constraint("macs", Side.AT_MOST, 5e8), "no processor does more than 1 T MACs a second");

    private SearchRun run = run(2, 3);

    private static SearchRun run(int trials, int patience) {
        return SearchRun.of(rules(trials, patience), List.of(), null);
    }

    private static Rules rules(int trials, int patience) {
        return new Rules(
                List.of(new Objective("accuracy", Goal.MAXIMIZE)),
                List.of(FAST),
                trials,
                null,
                1,
                patience,
                List.of(BOUND),
                List.of(Stage.MEASURING, Stage.TRAINING));
    }

    private List<SearchRunCommand> step(SearchEvent event) {
        SearchRun.Step step = run.step(event, Duration.ZERO);
        run = step.run();
        return step.commands();
    }

    private List<SearchRunCommand> proposed(int number, double macs) {
        String key = "network " + number;
        return step(new Proposed(
                TrialState.proposed(
                        number,
                        new TrialState.Network(ModelId.parse("toy/" + number), key, key, Map.of()),
                        Fidelity.FULL,
                        Duration.ZERO),
                new CheapMetrics.Valid(Map.of("macs", macs), key)));
    }

    private List<SearchRunCommand> measured(int number, double latency) {
        return step(new Evaluated(
                number, Stage.MEASURING, new Found(Map.of("latency", latency), new Evidence("", Map.of(), Map.of()))));
    }

    private static String reason(List<SearchRunCommand> commands) {
        return commands.stream()
                .filter(Close.class::isInstance)
                .map(close -> ((Close) close).reason())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void endsWhenItsPatienceDoesWithTheNearestMiss() {
        assertEquals(List.of(new AskStrategy(0)), step(new Begun(Map.of())));
        double[] latencies = {3.1, 0.7512345, 9};
        List<SearchRunCommand> last = List.of();
        for (int i = 0; i < latencies.length; i++) {
            assertEquals(1, proposed(i, 1e6).size());
            last = measured(i, latencies[i]);
        }
        assertEquals(
                "3 networks were measured in vain (--patience); no network keeps every limit: the nearest, trial 1, has"
                        + " latency 0.7512 ms, and the limit is 0.5 ms",
                reason(last));
        assertTrue(last.contains(new End(Status.FINISHED, reason(last))), last::toString);
    }

    @Test
    void goesOnWhenOneWasFoundInTime() {
        run = run(9, 2);
        step(new Begun(Map.of()));
        proposed(0, 1e6);
        measured(0, 0.4);
        step(new Evaluated(
                0,
                Stage.TRAINING,
                new Found(Map.of("latency", 0.4, "accuracy", 50.0), new Evidence("", Map.of(), Map.of()))));
        for (int i = 1; i < 5; i++) {
            proposed(i, 1e6);
            assertTrue(measured(i, 9).contains(new AskStrategy(i + 1)));
        }
    }

    @Test
    void endsWhenEveryNetworkFailsAndSaysWhy() {
        step(new Begun(Map.of()));
        List<SearchRunCommand> last = List.of();
        for (int i = 0; i < 2; i++) {
            proposed(i, 1e6);
            last = step(new NotEvaluated(i, Stage.MEASURING, "the worker hung"));
        }
        assertEquals(
                "its budget of 2 trials is spent; no network keeps every limit: trial 1 failed: the worker hung",
                reason(last));
    }

    @Test
    void buildsNothingThatBreaksALimitByWhatIsCounted() {
        step(new Begun(Map.of()));
        List<SearchRunCommand> after = proposed(0, 46.5e9);
        Outcome outcome = ((TellStrategy) after.get(0)).trial().outcome();
        assertEquals(new Outcome.Pruned(Map.of("macs", 46.5e9), FAST), outcome);
        assertEquals(List.of(new AskStrategy(1)), after.subList(1, after.size()));
        assertEquals(
                "the nearest, trial 0, has macs 46.5 G, with which no network keeps latency<=0.5 ms: no processor does"
                        + " more than 1 T MACs a second",
                NearestMiss.of(run.ended(), run.rules()).orElseThrow());
    }

    /** The strategy hears nothing of it: another time there may be room, and the trial is tried again. */
    @Test
    void aFullDiskIsNoOutcomeOfATrial() {
        step(new Begun(Map.of()));
        proposed(0, 1e6);
        assertEquals(List.of(new AskStrategy(1)), step(new NotEvaluated(0, Stage.MEASURING, FULL)));
        TrialState waiting = run.trials().get(0);
        assertEquals(null, waiting.outcome());

        SearchRun again = SearchRun.of(rules(2, 3), List.of(waiting), null);
        CountedNetwork candidate =
                new CountedNetwork(waiting.network(), new CheapMetrics.Valid(Map.of("macs", 1e6), "network 0"));
        List<SearchRunCommand> commands =
                again.step(new Begun(Map.of(0, candidate)), Duration.ZERO).commands();
        assertEquals(new Evaluate(waiting.at(Stage.MEASURING)), commands.get(0));
    }

    @Test
    void aDiskThatStaysFullEndsTheSearchForNow() {
        step(new Begun(Map.of()));
        List<SearchRunCommand> last = List.of();
        for (int i = 0; i < SearchRun.MOST_LACKING; i++) {
            assertFalse(last.stream().anyMatch(End.class::isInstance));
            proposed(i, 1e6);
            last = step(new NotEvaluated(i, Stage.MEASURING, "training broke off: No space left on device"));
        }
        End end = assertInstanceOf(End.class, last.get(last.size() - 1));
        assertEquals(Status.FAILED, end.status());
        assertEquals(
                "it cannot go on for now; trial 4: training broke off: No space left on device; --resume tries all 5"
                        + " such trials again",
                end.reason());
    }

    @Test
    void aStrategyThatWaitsForATrialWithoutRoomEndsTheSearchForNow() {
        step(new Begun(Map.of()));
        proposed(0, 1e6);
        step(new NotEvaluated(0, Stage.MEASURING, FULL));
        End end = assertInstanceOf(
                End.class,
                step(new Waits()).stream()
                        .filter(End.class::isInstance)
                        .findFirst()
                        .orElseThrow());
        assertTrue(end.reason().endsWith("--resume tries it again"), end.reason());
    }

    @Test
    void whatHasHadNoRoomFailsWhenTheSearchEnds() {
        run = run(1, 3);
        step(new Begun(Map.of()));
        proposed(0, 1e6);
        step(new NotEvaluated(0, Stage.MEASURING, FULL));
        List<SearchRunCommand> after = step(new Exhausted("that was all"));
        assertEquals(
                new Outcome.Failed(FULL),
                after.stream()
                        .filter(TellStrategy.class::isInstance)
                        .map(told -> ((TellStrategy) told).trial().outcome())
                        .findFirst()
                        .orElseThrow());
        assertTrue(after.contains(new End(Status.FINISHED, "that was all")));
    }
}
