package dev.tradespace.search.guided;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.pareto.Hypervolume;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.search.strategy.TrialRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuidedSearchTest {
    private static final List<Objective> BOTH = List.of(Landscape.ACCURACY, Landscape.COST);

    private final Landscape landscape = new Landscape(6, 5);

    @Test
    void findsTheBestOfAFewHundredInThirtyTrials() {
        List<Configuration> asked =
                landscape.run(landscape.problem(List.of(Landscape.ACCURACY), List.of(), false), 30, 1);
        assertEquals(landscape.best(), best(asked), 1e-9);
    }

    private double best(List<Configuration> asked) {
        return asked.stream().mapToDouble(landscape::accuracy).max().orElse(0);
    }

    @Test
    void coversTheFrontAndUsesKnownCosts() {
        double all = volume(every());
        assertTrue(volume(landscape.run(landscape.problem(BOTH, List.of(), true), 40, 1)) > 0.99 * all);
        assertTrue(volume(landscape.run(landscape.problem(BOTH, List.of(), false), 60, 1)) > 0.99 * all);
    }

    private List<Configuration> every() {
        List<Configuration> every = new ArrayList<>();
        landscape.space.grid().forEach(every::add);
        return every;
    }

    private double volume(List<Configuration> asked) {
        return Hypervolume.of(
                asked.stream()
                        .map(one -> new double[] {-landscape.accuracy(one), landscape.cost(one)})
                        .toArray(double[][]::new),
                new double[] {0, 30});
    }

    @Test
    void asksForEveryArchitectureOnceAndThenIsDone() {
        Landscape small = new Landscape(4, 3);
        SearchProblem problem = small.problem(List.of(Landscape.ACCURACY), List.of(), false);
        List<Configuration> asked = small.run(problem, 200, 2);
        Set<String> keys = new HashSet<>();
        small.space.grid().forEach(one -> keys.add(small.key(one)));
        assertEquals(keys.size(), asked.size());
        assertEquals(keys, new HashSet<>(asked.stream().map(small::key).toList()));
    }

    @Test
    void neverProposesWhatBreaksAKnownLimit() {
        Constraint constraint = new Constraint("cost", Constraint.Side.AT_MOST, 9);
        List<Configuration> asked =
                landscape.run(landscape.problem(List.of(Landscape.ACCURACY), List.of(constraint), true), 60, 1);
        assertTrue(asked.stream().allMatch(one -> constraint.allows(landscape.cost(one))));
        double best = every().stream()
                .filter(one -> constraint.allows(landscape.cost(one)))
                .mapToDouble(landscape::accuracy)
                .max()
                .orElseThrow();
        assertEquals(best, best(asked), 1e-9);
    }

    @Test
    void beginsWithWhatIsCheapWhereALimitShowsOnlyByMeasuring() {
        SearchProblem problem = landscape.problem(
                List.of(Landscape.ACCURACY), List.of(new Constraint("latency", Constraint.Side.AT_MOST, 9)), true);
        SearchStrategy strategy = new GuidedSearch(problem);
        double[] costs = every().stream().mapToDouble(landscape::cost).sorted().toArray();
        for (int number = 0; number < 6; number++) {
            Suggestion.Propose next =
                    assertInstanceOf(Suggestion.Propose.class, strategy.ask(number, TrialRandom.of(1, number)));
            double cost = landscape.cost(next.proposal().configuration());
            assertTrue(cost < costs[costs.length / 3], () -> cost + " is not cheap");
        }
    }

    @Test
    void learnsALimitThatOnlyTheEvaluationShows() {
        Constraint constraint = new Constraint("cost", Constraint.Side.AT_MOST, 9);
        List<Configuration> asked =
                landscape.run(landscape.problem(List.of(Landscape.ACCURACY), List.of(constraint), false), 60, 1);
        List<Configuration> fitting = asked.stream()
                .filter(one -> constraint.allows(landscape.cost(one)))
                .toList();
        double best = every().stream()
                .filter(one -> constraint.allows(landscape.cost(one)))
                .mapToDouble(landscape::accuracy)
                .max()
                .orElseThrow();
        assertEquals(best, best(fitting), 1e-9);
    }

    @Test
    void namesTheNearestMissAndTheLimitThatStopsIt() {
        Constraint constraint = new Constraint("cost", Constraint.Side.AT_MOST, 0.5);
        SearchStrategy strategy = new GuidedSearch(landscape.problem(BOTH, List.of(constraint), true));
        Suggestion.Exhausted done = assertInstanceOf(Suggestion.Exhausted.class, strategy.ask(0, TrialRandom.of(1, 0)));
        assertEquals(
                "nothing in the space keeps the limits; the nearest,"
                        + " layer0=none,layer1=none,layer2=none,layer3=none,layer4=none,layer5=none, has cost 1.0, and"
                        + " cost<=0.5 stops it",
                done.reason());
    }

    @Test
    void takesResultsInAnyOrderWithManyOutstandingAndIsRebuiltByReplay() {
        SearchProblem problem = landscape.problem(BOTH, List.of(), false);
        List<Object> record = new ArrayList<>();
        SearchStrategy strategy = new GuidedSearch(problem);
        List<Trial> outstanding = new ArrayList<>();
        Random order = new Random(4);
        Set<String> keys = new HashSet<>();
        for (int number = 0; number < 50; number++) {
            Suggestion.Propose next =
                    assertInstanceOf(Suggestion.Propose.class, strategy.ask(number, TrialRandom.of(9, number)));
            assertTrue(keys.add(landscape.key(next.proposal().configuration())), "asked twice");
            record.add(next);
            outstanding.add(new Trial(
                    number, next.proposal(), landscape.evaluate(next.proposal().configuration())));
            if (outstanding.size() > 6) {
                Collections.shuffle(outstanding, order);
                Trial trial = outstanding.remove(0);
                record.add(trial);
                strategy.tell(trial);
            }
        }
        SearchStrategy again = new GuidedSearch(problem);
        int number = 0;
        for (Object event : record) {
            if (event instanceof Trial trial) {
                again.tell(trial);
            } else {
                assertEquals(event, again.ask(number, TrialRandom.of(9, number)));
                number++;
            }
        }
    }

    @Test
    void turnsAwayFromWhatFails() {
        SearchStrategy strategy = new GuidedSearch(landscape.problem(List.of(Landscape.ACCURACY), List.of(), false));
        int failed = 0;
        for (int number = 0; number < 60; number++) {
            Suggestion.Propose next =
                    assertInstanceOf(Suggestion.Propose.class, strategy.ask(number, TrialRandom.of(3, number)));
            boolean fails = next.proposal().configuration().choice("layer3").equals("large");
            failed += fails && number >= 20 ? 1 : 0;
            strategy.tell(new Trial(
                    number,
                    next.proposal(),
                    fails
                            ? new Trial.Outcome.Failed("out of memory")
                            : landscape.evaluate(next.proposal().configuration())));
        }
        // A third of the space fails, and the best lies there.
        assertTrue(failed <= 8, failed + " of 40 failed");
    }

    @Test
    void goesOnWhenTrialsWereStoppedByALimitOrAreNeverTold() {
        Constraint constraint = new Constraint("cost", Constraint.Side.AT_MOST, 9);
        SearchStrategy strategy =
                new GuidedSearch(landscape.problem(List.of(Landscape.ACCURACY), List.of(constraint), false));
        for (int number = 0; number < 40; number++) {
            Suggestion.Propose next =
                    assertInstanceOf(Suggestion.Propose.class, strategy.ask(number, TrialRandom.of(3, number)));
            Configuration asked = next.proposal().configuration();
            double cost = landscape.cost(asked);
            if (!constraint.allows(cost)) {
                strategy.tell(
                        new Trial(number, next.proposal(), new Trial.Outcome.Pruned(Map.of("cost", cost), constraint)));
            } else if (number % 5 != 0) {
                strategy.tell(new Trial(number, next.proposal(), landscape.evaluate(asked)));
            }
        }
    }

    @Test
    void refusesATrialThatItDidNotAskFor() {
        SearchStrategy strategy = new GuidedSearch(landscape.problem(BOTH, List.of(), true));
        Trial trial = new Trial(4, Proposal.full(landscape.space.defaults()), new Trial.Outcome.Failed("no"));
        assertThrows(IllegalArgumentException.class, () -> strategy.tell(trial));
    }

    @Test
    void searchesATrillionConfigurationsWithABoundedNumberOfLooks() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.choice("kind", "plain", "scaled"));
        parameters.add(Parameter.reals("phi", 0.5, 8, 1).when("kind", "scaled"));
        for (int i = 0; i < 10; i++) {
            parameters.add(Parameter.integers("width" + i, 8, 512, 8, 64));
        }
        AtomicInteger looks = new AtomicInteger();
        SearchProblem problem = new SearchProblem(
                new SearchSpace(parameters),
                List.of(Landscape.ACCURACY, Landscape.COST),
                List.of(new Constraint("cost", Constraint.Side.AT_MOST, 1500)),
                Set.of("cost"),
                one -> {
                    looks.incrementAndGet();
                    return new CheapMetrics.Valid(Map.of("cost", width(one)), one.toString());
                },
                Fidelity.FULL);
        SearchStrategy strategy = new GuidedSearch(problem);
        double best = 0;
        for (int number = 0; number < 40; number++) {
            Suggestion.Propose next =
                    assertInstanceOf(Suggestion.Propose.class, strategy.ask(number, TrialRandom.of(3, number)));
            Configuration asked = next.proposal().configuration();
            double accuracy = 90 - 1e-4 * Math.pow(width(asked) - 1200, 2) + (asked.has("phi") ? 1 : 0);
            best = Math.max(best, accuracy);
            assertTrue(width(asked) <= 1500);
            strategy.tell(new Trial(
                    number,
                    next.proposal(),
                    new Trial.Outcome.Completed(Map.of("accuracy", accuracy, "cost", width(asked)))));
            assertTrue(looks.getAndSet(0) <= (number == 0 ? 4096 : 48), "looks");
        }
        assertTrue(best > 89, "best " + best);
    }

    private static double width(Configuration configuration) {
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += configuration.integer("width" + i);
        }
        return sum;
    }

    @Test
    void weighsThreeObjectives() {
        List<Objective> three = List.of(Landscape.ACCURACY, Landscape.COST, new Objective("size", Goal.MINIMIZE));
        SearchProblem problem = landscape.problem(three, List.of(), false);
        SearchStrategy strategy = new GuidedSearch(problem);
        Map<String, double[]> seen = new LinkedHashMap<>();
        for (int number = 0; number < 50; number++) {
            Suggestion.Propose next =
                    assertInstanceOf(Suggestion.Propose.class, strategy.ask(number, TrialRandom.of(3, number)));
            Configuration asked = next.proposal().configuration();
            seen.put(landscape.key(asked), values(asked));
            strategy.tell(new Trial(
                    number,
                    next.proposal(),
                    new Trial.Outcome.Completed(Map.of(
                            "accuracy",
                            landscape.accuracy(asked),
                            "cost",
                            landscape.cost(asked),
                            "size",
                            size(asked)))));
        }
        double[] reference = {0, 30, 10};
        double all = Hypervolume.of(every().stream().map(this::values).toArray(double[][]::new), reference);
        assertTrue(Hypervolume.of(seen.values().toArray(double[][]::new), reference) > 0.97 * all);
    }

    private double[] values(Configuration one) {
        return new double[] {-landscape.accuracy(one), landscape.cost(one), size(one)};
    }

    private static double size(Configuration configuration) {
        return configuration.values().values().stream().filter("large"::equals).count();
    }
}
