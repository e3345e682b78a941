package dev.tradespace.api.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.Constraint.Side;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchProblemTest {
    private static SearchProblem problem(List<Objective> objectives, Constraint... constraints) {
        return new SearchProblem(
                SearchSpace.of(Parameter.integers("depth", 1, 3, 2)),
                objectives,
                List.of(constraints),
                Set.of("macs"),
                configuration -> new CheapMetrics.Valid(Map.of("macs", (double) configuration.integer("depth")), ""),
                Fidelity.FULL);
    }

    @Test
    void aLimitOnAKnownMetricShowsBeforehandAndOneOnAnotherDoesNot() {
        SearchProblem problem = problem(
                List.of(new Objective("accuracy", Goal.MAXIMIZE)),
                new Constraint("macs", Side.AT_MOST, 2),
                new Constraint("latency", Side.AT_MOST, 1));
        assertTrue(problem.mayBeFeasible(new CheapMetrics.Valid(Map.of("macs", 2.0), "")));
        assertFalse(problem.mayBeFeasible(new CheapMetrics.Valid(Map.of("macs", 2.5), "")));
    }

    @Test
    void refusesNoAimAndAnAimTwice() {
        assertThrows(IllegalArgumentException.class, () -> problem(List.of()));
        Objective objective = new Objective("accuracy", Goal.MAXIMIZE);
        assertThrows(IllegalArgumentException.class, () -> problem(List.of(objective, objective)));
    }

    @Test
    void theExcessIsTheDistanceFromTheBound() {
        assertEquals(0, new Constraint("accuracy", Side.AT_LEAST, 90).excess(91));
        assertEquals(2, new Constraint("accuracy", Side.AT_LEAST, 90).excess(88));
        assertEquals(3, new Constraint("macs", Side.AT_MOST, 90).excess(93));
    }

    @Test
    void cheaperFidelitiesComeFirst() {
        assertTrue(new Fidelity(0.5, 0.5).compareTo(new Fidelity(0.5, 1)) < 0);
        assertTrue(Fidelity.FULL.isFull());
        assertThrows(IllegalArgumentException.class, () -> new Fidelity(0, 1));
    }
}
