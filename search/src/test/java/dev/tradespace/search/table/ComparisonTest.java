package dev.tradespace.search.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.search.strategy.RandomSearch;
import dev.tradespace.search.strategy.RegularizedEvolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    Path folder;

    /** Four rows: accuracies 1 to 4, as seen 4 to 1, costs 10 to 40; what costs 40 breaks the constraint. */
    private ResultTable table(String metrics) throws IOException {
        Files.writeString(folder.resolve("t.csv"), "a,acc,seen,cost\n0,1,4,10\n1,2,3,20\n2,3,2,30\n3,4,1,40\n");
        return TableFiles.read(Files.writeString(
                folder.resolve("t.yaml"),
                "table: t.csv\nparameters: {a: {column: a, values: [0, 1, 2, 3]}}\nlimit: [\"cost<=35\"]\n" + metrics));
    }

    private ResultTable oneObjective() throws IOException {
        return table("metrics: {acc: {goal: maximize}, cost: {}}\n");
    }

    private ResultTable noisy() throws IOException {
        return table("metrics: {acc: {goal: maximize}, cost: {known: true}}\nvalidation: {acc: seen}\n");
    }

    private ResultTable twoObjectives() throws IOException {
        return table("metrics: {acc: {goal: maximize}, cost: {goal: minimize}}\n");
    }

    @Test
    void regretIsAgainstTheBestFeasibleRow() throws IOException {
        QualityIndicators indicators = new QualityIndicators(oneObjective());
        assertEquals(1, indicators.regret(List.of(0, 1)).orElseThrow());
        assertEquals(1, indicators.regret(List.of(1, 3)).orElseThrow(), "row 3 is better and breaks the limit");
        assertEquals(0, indicators.regret(List.of(1, 2)).orElseThrow());
        assertEquals(
                2,
                indicators.regret(List.of(3)).orElseThrow(),
                "nothing feasible yet: as bad as the worst feasible row");
    }

    @Test
    void anAimThatIsKnownAndLimitedBoundsWhatIsSought() throws IOException {
        ResultTable table = table("metrics: {cost: {goal: minimize, known: true}, acc: {goal: maximize}}\n");
        QualityIndicators indicators = new QualityIndicators(table);
        assertEquals(1, indicators.regret(List.of(0, 1)).orElseThrow());
        assertEquals(0, indicators.regret(List.of(1, 2)).orElseThrow());
        assertEquals(1, indicators.hypervolume(List.of(0, 1, 2)), 1e-12);
    }

    @Test
    void theIncumbentIsWhatLookedBest() throws IOException {
        QualityIndicators indicators = new QualityIndicators(noisy());
        assertEquals(2, indicators.regret(List.of(2, 1, 0)).orElseThrow());
        assertEquals(0, indicators.regret(List.of(2)).orElseThrow());
    }

    @Test
    void hypervolumeIsAShareOfThatOfTheFeasibleFront() throws IOException {
        QualityIndicators indicators = new QualityIndicators(twoObjectives());
        assertEquals(1, indicators.hypervolume(List.of(0, 1, 2, 3)), 1e-12);
        assertEquals(1, indicators.hypervolume(List.of(2, 2, 1, 0)), 1e-12);
        assertEquals(0, indicators.hypervolume(List.of(3)));
        // Scaled as costs, rows 0, 1 and 2 are (1, 0), (2/3, 1/3) and (1/3, 2/3).
        double zero = 0.1 * 1.1;
        double whole = zero + (1.0 / 3) * (1.1 - 1.0 / 3) + (1.0 / 3) * (1.1 - 2.0 / 3);
        assertEquals(zero / whole, indicators.hypervolume(List.of(0)), 1e-12);
        assertTrue(indicators.regret(List.of(0)).isEmpty());
    }

    @Test
    void looksAtTheCheckpointsWithinTheBudgetAndAtItsEnd() throws IOException {
        assertEquals(List.of(7), new Comparison(oneObjective(), 7, 1).checkpoints());
        assertEquals(List.of(50, 100), new Comparison(oneObjective(), 100, 1).checkpoints());
        assertEquals(List.of(50, 100, 200, 500, 501), new Comparison(oneObjective(), 501, 1).checkpoints());
    }

    @Test
    void givesTheSameFiguresAgainAndOnAnyNumberOfThreads() throws InterruptedException {
        ResultTable table = TableFiles.find("builtin:one-aim");
        List<Contestant> contestants = List.of(contestant(new RandomSearch()), contestant(new RegularizedEvolution()));
        Comparison one = new Comparison(table, 60, 3);
        AtomicInteger steps = new AtomicInteger();
        one.run(contestants, 1, steps::incrementAndGet);
        Comparison three = new Comparison(table, 60, 3);
        three.run(contestants, 3, () -> {});
        assertEquals(6, steps.get());
        assertEquals(List.of("random", "regularized-evolution"), names(one));
        for (int i = 0; i < 2; i++) {
            LeaderboardRow first = one.leaderboard().get(i);
            LeaderboardRow second = three.leaderboard().get(i);
            assertEquals(first.regret(), second.regret());
            assertEquals(first.hypervolume(), second.hypervolume());
            assertEquals(Set.of(50, 60), first.regret().keySet());
            assertEquals(60, first.distinct(), "no architecture twice");
            assertTrue(first.cpuMillisPerTrial() > 0);
            assertEquals(List.of(), first.problems());
        }
    }

    private static List<String> names(Comparison comparison) {
        return comparison.leaderboard().stream().map(LeaderboardRow::name).toList();
    }

    private static Contestant contestant(SearchStrategyPlugin plugin) {
        return new Contestant(Strategy.builtIn(plugin), plugin.settings().defaults());
    }

    /** A strategy that always gives one answer. */
    private record Fixed(String id, Function<SearchProblem, Suggestion> answer) implements SearchStrategyPlugin {
        @Override
        public String title() {
            return id;
        }

        @Override
        public String description() {
            return id;
        }

        @Override
        public List<Problem> check(SearchProblem problem, Configuration settings) {
            throw new IllegalStateException("no eyes");
        }

        @Override
        public SearchStrategy start(SearchProblem problem, Configuration settings) {
            return new SearchStrategy() {
                @Override
                public Suggestion ask(int number, RandomGenerator random) {
                    return answer.apply(problem);
                }

                @Override
                public void tell(Trial trial) {}
            };
        }
    }

    private static String problem(String id, Function<SearchProblem, Suggestion> answer, ResultTable table)
            throws InterruptedException {
        Comparison comparison = new Comparison(table, 50, 2);
        comparison.run(List.of(contestant(new Fixed(id, answer)), contestant(new RandomSearch())), 2, () -> {});
        assertEquals(List.of(id, "random"), names(comparison), "the others go on");
        assertEquals(2, comparison.leaderboard().get(1).seeds());
        return comparison.leaderboard().get(0).problems().get(0);
    }

    @Test
    void tellsInASentenceWhatAStrategyDoesThatItMayNot() throws IOException, InterruptedException {
        ResultTable table = TableFiles.find("builtin:one-aim");
        assertTrue(problem(
                        "thrower",
                        problem -> {
                            throw new IllegalStateException("out of ideas");
                        },
                        table)
                .startsWith("strategy thrower: ask failed: java.lang.IllegalStateException: out of ideas (seed "));
        assertTrue(problem(
                        "stray",
                        problem -> new Suggestion.Propose(Proposal.full(
                                SearchSpace.of(Parameter.flag("x", true)).defaults())),
                        table)
                .startsWith("strategy stray: it proposed what is outside the space: x=true (seed "));
        assertTrue(problem(
                        "half",
                        problem -> new Suggestion.Propose(
                                new Proposal(problem.space().defaults(), new Fidelity(0.5, 1))),
                        table)
                .startsWith("strategy half: it proposed 0.5 of the epochs"));
        assertTrue(problem("waiter", problem -> new Suggestion.Wait(), table)
                .startsWith("strategy waiter: it wants to wait"));
        assertEquals(
                "quitter ended after 0 of 50 evaluations: it is late",
                problem("quitter", problem -> new Suggestion.Exhausted("it is late"), table));
        assertTrue(contestant(new Fixed("blind", problem -> new Suggestion.Wait()))
                .objections(table)
                .get(0)
                .message()
                .startsWith("strategy blind: check failed: "));
    }

    @Test
    void aRepeatCostsAnEvaluation() throws InterruptedException {
        Comparison comparison = new Comparison(TableFiles.find("builtin:one-aim"), 50, 1);
        comparison.run(
                List.of(contestant(new Fixed(
                        "parrot",
                        problem -> new Suggestion.Propose(
                                Proposal.full(problem.space().defaults()))))),
                1,
                () -> {});
        assertEquals(1, comparison.leaderboard().get(0).distinct());
        assertEquals(List.of(), comparison.leaderboard().get(0).problems());
    }

    @Test
    void whoHasAskedAboutEverythingMayEnd() throws IOException, InterruptedException {
        Comparison comparison = new Comparison(noisy(), 10, 1);
        comparison.run(List.of(contestant(new RandomSearch())), 1, () -> {});
        LeaderboardRow row = comparison.leaderboard().get(0);
        assertEquals(List.of(), row.problems());
        assertEquals(3, row.distinct(), "the fourth is known to break the limit");
        assertEquals(Set.of(10), row.regret().keySet());
    }

    @Test
    void aSpreadIsThatOfASample() {
        assertEquals(new MeanAndDeviation(2, 1), MeanAndDeviation.of(List.of(1.0, 2.0, 3.0)));
        assertEquals(new MeanAndDeviation(2, 0), MeanAndDeviation.of(List.of(2.0)));
        assertFalse(Double.isNaN(MeanAndDeviation.of(List.of(2.0)).sd()));
    }
}
