package dev.tradespace.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
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
import dev.tradespace.search.strategy.FidelityRungs.Spared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AshaTest {
    private static final Fidelity CHEAPEST = new Fidelity(1 / 9.0, 1 / 3.0);

    private static SearchProblem problem(
            int high, Fidelity cheapest, List<Constraint> constraints, Objective... objectives) {
        return new SearchProblem(
                SearchSpace.of(Parameter.integers("size", 1, high, 1)),
                List.of(objectives),
                constraints,
                Set.of("cost"),
                configuration -> new CheapMetrics.Valid(
                        Map.of("cost", (double) configuration.integer("size")), configuration.toString()),
                cheapest);
    }

    private static SearchStrategy start(SearchProblem problem) {
        Asha asha = new Asha();
        return new CheckedStrategy(
                "strategy asha", problem, asha.start(problem, asha.settings().defaults()));
    }

    /** Large ones are accurate; the more so, the more is spent. */
    private static Trial evaluate(int number, Proposal proposal) {
        double size = proposal.configuration().integer("size");
        return new Trial(
                number,
                proposal,
                new Trial.Outcome.Completed(
                        Map.of("accuracy", size * Math.sqrt(proposal.fidelity().cost()), "cost", size)));
    }

    private static List<Proposal> oneByOne(SearchStrategy strategy, int trials) {
        List<Proposal> proposals = new ArrayList<>();
        for (int number = 0; number < trials; number++) {
            Suggestion suggestion = strategy.ask(number, TrialRandom.of(3, number));
            if (!(suggestion instanceof Suggestion.Propose tried)) {
                break;
            }
            proposals.add(tried.proposal());
            strategy.tell(evaluate(number, tried.proposal()));
        }
        return proposals;
    }

    @Test
    void climbsFromTheCheapestToTheFullOneByEta() {
        List<Fidelity> rungs = FidelityRungs.rungs(CHEAPEST, 3, 4, Spared.EPOCHS_THEN_DATA);
        assertEquals(4, rungs.size());
        assertEquals(CHEAPEST, rungs.get(0));
        assertEquals(1 / 9.0, rungs.get(1).cost(), 1e-12);
        assertEquals(1, rungs.get(1).data(), "epochs are spared first");
        assertEquals(Fidelity.FULL, rungs.get(3));
        assertEquals(
                List.of(new Fidelity(1 / 9.0, 1), Fidelity.FULL),
                FidelityRungs.rungs(CHEAPEST, 10, 4, Spared.EPOCHS),
                "one step of about ten");
        List<Fidelity> byData = FidelityRungs.rungs(CHEAPEST, 3, 4, Spared.DATA);
        assertEquals(2, byData.size());
        assertEquals(1, byData.get(0).epochs());
        assertEquals(
                2, FidelityRungs.rungs(CHEAPEST, 3, 2, Spared.EPOCHS_THEN_DATA).size());
        assertEquals(List.of(Fidelity.FULL), FidelityRungs.rungs(Fidelity.FULL, 3, 4, Spared.EPOCHS_THEN_DATA));
    }

    @Test
    void promotesAThirdAndTheBest() {
        SearchProblem problem = problem(1_000_000, CHEAPEST, List.of(), new Objective("accuracy", Goal.MAXIMIZE));
        List<Proposal> proposals = oneByOne(start(problem), 120);
        List<Fidelity> rungs = FidelityRungs.rungs(CHEAPEST, 3, 4, Spared.EPOCHS_THEN_DATA);
        List<List<Integer>> sizes = rungs.stream()
                .map(rung -> proposals.stream()
                        .filter(proposal -> proposal.fidelity().equals(rung))
                        .map(proposal -> proposal.configuration().integer("size"))
                        .toList())
                .toList();
        for (int rung = 1; rung < 4; rung++) {
            int below = sizes.get(rung - 1).size();
            // One at a time, so that nobody is promoted who does not stay among the best for long.
            assertTrue(sizes.get(rung).size() >= below / 3, sizes.toString());
            assertTrue(sizes.get(rung - 1).containsAll(sizes.get(rung)), "only who was below comes up");
            assertTrue(mean(sizes.get(rung)) > mean(sizes.get(rung - 1)), sizes.toString());
        }
        int best = proposals.stream()
                .mapToInt(proposal -> proposal.configuration().integer("size"))
                .max()
                .orElse(0);
        assertTrue(sizes.get(3).contains(best), "the best is evaluated in full");
    }

    private static double mean(List<Integer> sizes) {
        return sizes.stream().mapToInt(size -> size).average().orElse(0);
    }

    @Test
    void promotesAWholeFrontOfSeveralObjectives() {
        SearchProblem problem = problem(
                1_000_000,
                CHEAPEST,
                List.of(),
                new Objective("accuracy", Goal.MAXIMIZE),
                new Objective("cost", Goal.MINIMIZE));
        List<Integer> full = oneByOne(start(problem), 200).stream()
                .filter(proposal -> proposal.fidelity().isFull())
                .map(proposal -> proposal.configuration().integer("size"))
                .toList();
        assertTrue(full.stream().anyMatch(size -> size < 100_000), full.toString());
        assertTrue(full.stream().anyMatch(size -> size > 900_000), full.toString());
    }

    @Test
    void evaluatesASmallSpaceInFullAndEnds() {
        SearchProblem problem = problem(
                9,
                CHEAPEST,
                List.of(new Constraint("cost", Constraint.Side.AT_MOST, 5)),
                new Objective("accuracy", Goal.MAXIMIZE));
        SearchStrategy strategy = start(problem);
        List<Proposal> proposals = oneByOne(strategy, 100);
        assertEquals(4 * 5, proposals.size());
        assertTrue(
                proposals.stream().allMatch(proposal -> proposal.configuration().integer("size") <= 5));
        assertEquals(
                5,
                proposals.stream()
                        .filter(proposal -> proposal.fidelity().isFull())
                        .map(Proposal::configuration)
                        .distinct()
                        .count());
        assertTrue(strategy.ask(proposals.size(), TrialRandom.of(3, 99)) instanceof Suggestion.Exhausted);
    }

    @Test
    void drawsLikeRandomWhereThereIsNothingCheaper() {
        SearchProblem problem = problem(1_000_000, Fidelity.FULL, List.of(), new Objective("accuracy", Goal.MAXIMIZE));
        List<Configuration> own = oneByOne(start(problem), 20).stream()
                .map(Proposal::configuration)
                .toList();
        RandomSearch random = new RandomSearch();
        assertEquals(
                oneByOne(
                                new CheckedStrategy(
                                        "strategy random",
                                        problem,
                                        random.start(problem, random.settings().defaults())),
                                20)
                        .stream()
                        .map(Proposal::configuration)
                        .toList(),
                own);
        assertFalse(own.isEmpty());
    }
}
