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
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NonDominatedSortingTest {
    private static final Constraint AT_MOST_FOUR = new Constraint("b", Constraint.Side.AT_MOST, 4);
    private static final SearchProblem PROBLEM = new SearchProblem(
            SearchSpace.of(),
            List.of(new Objective("a", Goal.MAXIMIZE), new Objective("b", Goal.MINIMIZE)),
            List.of(AT_MOST_FOUR),
            Set.of(),
            point -> new CheapMetrics.Valid(Map.of(), ""),
            Fidelity.FULL);

    private static ConstrainedPoint point(Trial.Outcome outcome) {
        return ConstrainedPoint.of(
                        PROBLEM, new Trial(0, Proposal.full(SearchSpace.of().defaults()), outcome))
                .orElseThrow();
    }

    private static ConstrainedPoint point(double a, double b) {
        return point(new Trial.Outcome.Completed(Map.of("a", a, "b", b)));
    }

    @Test
    void ordersByFrontAndThenByRoom() {
        List<ConstrainedPoint> members =
                List.of(point(1, 1), point(2, 1.1), point(2.2, 2), point(4, 4), point(1, 2), point(0, 3));
        NonDominatedSorting ranking = new NonDominatedSorting(members);
        // On the first front 0 and 3 are its ends; (2.2, 2) has more room around it than (2, 1.1).
        assertEquals(
                List.of(members.get(0), members.get(3), members.get(2), members.get(1), members.get(4), members.get(5)),
                ranking.best(6));
        assertEquals(List.of(members.get(0), members.get(3)), ranking.best(2));
        assertTrue(ranking.compare(2, 1) < 0);
        assertTrue(ranking.compare(1, 4) < 0);
    }

    @Test
    void whatBreaksALimitIsWorseThanWhatKeepsAll() {
        ConstrainedPoint kept = point(1, 4);
        ConstrainedPoint broken = point(9, 5);
        ConstrainedPoint farther = point(9, 8);
        ConstrainedPoint stopped = point(new Trial.Outcome.Pruned(Map.of("b", 6.0), AT_MOST_FOUR));
        ConstrainedPoint unknown = point(new Trial.Outcome.Pruned(Map.of(), AT_MOST_FOUR));
        assertTrue(kept.dominates(broken));
        assertTrue(broken.dominates(farther));
        assertTrue(broken.dominates(stopped));
        assertTrue(stopped.dominates(farther));
        assertTrue(kept.dominates(unknown));
        assertFalse(unknown.dominates(kept));
        assertEquals(
                List.of(kept, broken, stopped, farther),
                new NonDominatedSorting(List.of(farther, stopped, broken, kept)).best(4));
    }

    @Test
    void aFailureSaysNothing() {
        assertTrue(ConstrainedPoint.of(
                        PROBLEM,
                        new Trial(0, Proposal.full(SearchSpace.of().defaults()), new Trial.Outcome.Failed("it broke")))
                .isEmpty());
    }
}
