package dev.tradespace.api.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Limit.Side;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchProblemTest {
    private static SearchProblem problem(List<Aim> aims, Limit... limits) {
        return new SearchProblem(
                SearchSpace.of(Parameter.integers("depth", 1, 3, 2)),
                aims,
                List.of(limits),
                Set.of("macs"),
                configuration -> new Known.Possible(Map.of("macs", (double) configuration.integer("depth")), ""),
                Fidelity.FULL);
    }

    @Test
    void aLimitOnAKnownMetricShowsBeforehandAndOneOnAnotherDoesNot() {
        SearchProblem problem = problem(
                List.of(new Aim("accuracy", Goal.MAXIMIZE)),
                new Limit("macs", Side.AT_MOST, 2),
                new Limit("latency", Side.AT_MOST, 1));
        assertTrue(problem.mayFit(new Known.Possible(Map.of("macs", 2.0), "")));
        assertFalse(problem.mayFit(new Known.Possible(Map.of("macs", 2.5), "")));
    }

    @Test
    void refusesNoAimAndAnAimTwice() {
        assertThrows(IllegalArgumentException.class, () -> problem(List.of()));
        Aim aim = new Aim("accuracy", Goal.MAXIMIZE);
        assertThrows(IllegalArgumentException.class, () -> problem(List.of(aim, aim)));
    }

    @Test
    void theExcessIsTheDistanceFromTheBound() {
        assertEquals(0, new Limit("accuracy", Side.AT_LEAST, 90).excess(91));
        assertEquals(2, new Limit("accuracy", Side.AT_LEAST, 90).excess(88));
        assertEquals(3, new Limit("macs", Side.AT_MOST, 90).excess(93));
    }

    @Test
    void cheaperFidelitiesComeFirst() {
        assertTrue(new Fidelity(0.5, 0.5).compareTo(new Fidelity(0.5, 1)) < 0);
        assertTrue(Fidelity.FULL.isFull());
        assertThrows(IllegalArgumentException.class, () -> new Fidelity(0, 1));
    }
}
