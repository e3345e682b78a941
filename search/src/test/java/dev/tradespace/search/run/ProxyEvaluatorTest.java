package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.search.evaluator.Evaluation;
import dev.tradespace.search.evaluator.EvaluationRequest;
import dev.tradespace.search.evaluator.Evaluator;
import dev.tradespace.search.evaluator.Evaluators;
import dev.tradespace.search.run.SearchEvent.Begun;
import dev.tradespace.search.run.SearchEvent.Evaluated;
import dev.tradespace.search.run.SearchEvent.Found;
import dev.tradespace.search.run.SearchEvent.Proposed;
import dev.tradespace.search.run.SearchRunCommand.AskStrategy;
import dev.tradespace.search.run.SearchRunCommand.Evaluate;
import dev.tradespace.search.run.SearchRunCommand.TellStrategy;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.TrialRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A fourth evaluator is one class: a toy proxy between counting and measuring, whose metric a search constrains. */
class ProxyEvaluatorTest {
    private static final Stage PROXY = new Stage("proxy", Stage.Cost.SECONDS);

    private static final class UnitScore implements Evaluator {
        @Override
        public Stage stage() {
            return PROXY;
        }

        @Override
        public List<Provided> provides() {
            return List.of(new Provided("score", "1", Goal.MAXIMIZE, false, "the number of units"));
        }

        @Override
        public Evaluation evaluate(EvaluationRequest request) {
            int units = request.network().model().configuration().integer("units");
            return new Evaluation.Values(Map.of("score", (double) units));
        }
    }

    private static SearchPlan plan(String constraint) {
        List<Evaluator> evaluators = new ArrayList<>(Evaluators.installed().all());
        evaluators.add(new UnitScore());
        SearchContext context = SampleSearches.context();
        SearchPlan.Planned planned = SearchPlan.of(
                SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of(constraint), Map.of()),
                new SearchContext(
                        context.catalogue(),
                        context.targets(),
                        context.training(),
                        context.strategies(),
                        context.withoutEnergy(),
                        new Evaluators(evaluators)));
        return planned.plan().orElseThrow(() -> new AssertionError(planned.problems()));
    }

    private final Map<Integer, List<Stage>> stages = new TreeMap<>();
    private final List<TrialState> told = new ArrayList<>();

    /** Runs a search to its end; jobs measure a latency of 1 ms and an accuracy of 90%. */
    private void run(SearchPlan plan) {
        Deque<SearchEvent> events = new ArrayDeque<>(List.of(new Begun(Map.of())));
        SearchRun run = SearchRun.of(plan.rules(), List.of(), null);
        try (CheckedStrategy strategy = plan.start()) {
            while (!events.isEmpty()) {
                SearchRun.Step step = run.step(events.remove(), Duration.ofSeconds(told.size()));
                run = step.run();
                for (SearchRunCommand command : step.commands()) {
                    if (command instanceof AskStrategy ask) {
                        events.add(proposed(plan, strategy, ask.number()));
                    } else if (command instanceof TellStrategy tell) {
                        told.add(tell.trial());
                        strategy.tell(Replay.told(plan, tell.trial()));
                    } else if (command instanceof Evaluate evaluate) {
                        events.add(evaluated(plan, evaluate.trial()));
                    }
                }
            }
        }
        assertEquals(SearchRun.Phase.ENDED, run.phase());
    }

    private static SearchEvent proposed(SearchPlan plan, CheckedStrategy strategy, int number) {
        Suggestion answer =
                strategy.ask(number, TrialRandom.of(plan.spec().effort().seed(), number));
        var proposal = assertInstanceOf(Suggestion.Propose.class, answer).proposal();
        CountedNetwork counted = plan.candidate(proposal.configuration());
        return new Proposed(
                TrialState.proposed(number, counted.network(), proposal.fidelity(), Duration.ZERO), counted.known());
    }

    private SearchEvent evaluated(SearchPlan plan, TrialState trial) {
        stages.computeIfAbsent(trial.number(), number -> new ArrayList<>()).add(trial.stage());
        Map<String, Double> values = plan.evaluate(trial) instanceof Evaluation.Values now
                ? now.values()
                : trial.stage().equals(Stage.MEASURING)
                        ? Map.of("latency", 1.0)
                        : Map.of("latency", 1.0, "accuracy", 90.0);
        return new Evaluated(trial.number(), trial.stage(), new Found(values, Evidence.NONE));
    }

    @Test
    void runsBetweenCountingAndMeasuringAndPrunesWhatItsConstraintForbids() {
        SearchPlan plan = plan("score>=50");
        run(plan);

        assertFalse(plan.problem().isCheap("score"), "it is no arithmetic on the graph");
        assertEquals(
                List.of(PROXY, Stage.MEASURING, Stage.TRAINING), plan.rules().stages());
        int pruned = 0;
        for (TrialState trial : told) {
            double score = trial.values().getOrDefault("score", -1.0);
            List<Stage> ran = stages.getOrDefault(trial.number(), List.of());
            if (trial.outcome() instanceof Outcome.Pruned stopped) {
                assertEquals("score>=50.0", stopped.violated().toString());
                assertTrue(score < 50, trial::toString);
                assertEquals(List.of(PROXY), ran);
                assertEquals("proxy", trial.stage().id());
                assertFalse(trial.evaluated(), "it takes nothing from the budget");
                pruned++;
            } else {
                assertInstanceOf(Outcome.Completed.class, trial.outcome());
                assertTrue(score >= 50, trial::toString);
                assertEquals(List.of(PROXY, Stage.MEASURING, Stage.TRAINING), ran.subList(0, 3));
            }
        }
        assertTrue(pruned > 0, told::toString);
        assertEquals(plan.spec().budget().trials(), told.size() - pruned, "the budget is for evaluations");
    }

    @Test
    void canBeAnObjective() {
        SearchPlan.Planned planned = SearchPlan.of(
                SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of("score>=50"), Map.of()),
                SampleSearches.context());
        assertTrue(planned.problems().get(0).message().startsWith("there is no metric score; "), "without its class");
        assertEquals(
                Goal.MAXIMIZE,
                plan("score>=1").criteria().find("score").orElseThrow().goal());
    }

    @Test
    void aTrialOfItIsReadFromTheStoreAndGoesOnUnderItsCost() {
        SearchPlan plan = plan("score>=50");
        TrialState kept = TrialState.proposed(
                        0, plan.candidate(plan.problem().space().defaults()).network(), Fidelity.FULL, Duration.ZERO)
                .at(Stage.find("proxy").orElseThrow())
                .ended(new Outcome.Failed("no score"), Evidence.NONE, Duration.ofSeconds(1));

        SearchRun run = SearchRun.of(plan.rules(), List.of(kept), null);

        assertEquals(Stage.Cost.SECONDS, run.ended().get(0).stage().cost());
        assertFalse(run.ended().get(0).evaluated());
    }
}
