package dev.tradespace.search.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AutoChoiceTest {
    private static final Strategies ALL =
            Strategies.load(AutoChoiceTest.class.getClassLoader(), List.of(), Duration.ofSeconds(1));
    private static final Fidelity CHEAP = new Fidelity(0.1, 0.1);

    private static SearchProblem problem(int parameters, Fidelity cheapest, String... objectives) {
        return new SearchProblem(
                SearchSpace.of(Stream.iterate(0, i -> i + 1)
                        .limit(parameters)
                        .map(i -> Parameter.integers("p" + i, 1, 6, 1))
                        .toArray(Parameter[]::new)),
                Stream.of(objectives)
                        .map(objective -> new Objective(objective, Goal.MINIMIZE))
                        .toList(),
                List.of(),
                Set.of("macs"),
                configuration -> new CheapMetrics.Valid(Map.of("macs", 1.0), configuration.toString()),
                cheapest);
    }

    private static ChosenStrategy choose(SearchProblem problem, long evaluations) {
        return ALL.choose(
                "auto", Map.of(), problem, evaluations > 0 ? OptionalLong.of(evaluations) : OptionalLong.empty());
    }

    @Test
    void triesEverythingWhereTheBudgetCoversIt() {
        ChosenStrategy chosen = choose(problem(2, CHEAP, "error"), 36);
        assertEquals("grid", chosen.strategy().id());
        assertEquals("grid, for a budget of 36 evaluations covers the whole space of 36 configurations", chosen.why());
    }

    @Test
    void halvesWhereFullEvaluationsAreFewAndCheapOnesExist() {
        ChosenStrategy chosen = choose(problem(8, CHEAP, "error"), 17);
        assertEquals("asha", chosen.strategy().id());
        assertEquals(
                "asha, for 17 full evaluations are too few to learn 8 parameters from (about 18 would do),"
                        + " and cheaper evaluations exist",
                chosen.why());
    }

    @Test
    void learnsElsewhereOrSaysWhyNot() {
        for (ChosenStrategy chosen : List.of(
                choose(problem(8, CHEAP, "error"), 18),
                choose(problem(8, Fidelity.FULL, "error"), 5),
                choose(problem(8, CHEAP, "error"), 0))) {
            assertTrue(
                    ALL.has("guided")
                            ? chosen.strategy().id().equals("guided")
                            : chosen.why().endsWith("(guided is not here)")
                                    && chosen.strategy().id().equals("local-search"),
                    chosen.why());
        }
        ChosenStrategy two = choose(problem(8, CHEAP, "error", "macs"), 100);
        assertTrue(
                ALL.has("guided")
                        ? two.why().endsWith("and uses the costs that are known before")
                        : two.why().equals("nsga2, for there are 2 objectives (guided is not here)"),
                two.why());
    }
}
