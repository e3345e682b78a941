package dev.tradespace.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Known;
import dev.tradespace.api.search.Limit;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Limit AT_MOST_FOUR = new Limit("b", Limit.Side.AT_MOST, 4);
    private static final SearchProblem PROBLEM = new SearchProblem(
            SearchSpace.of(),
            List.of(new Aim("a", Goal.MAXIMIZE), new Aim("b", Goal.MINIMIZE)),
            List.of(AT_MOST_FOUR),
            Set.of(),
            point -> new Known.Possible(Map.of(), ""),
            Fidelity.FULL);

    private static Scored scored(Trial.Outcome outcome) {
        return Scored.of(PROBLEM, new Trial(0, Proposal.full(SearchSpace.of().defaults()), outcome))
                .orElseThrow();
    }

    private static Scored scored(double a, double b) {
        return scored(new Trial.Outcome.Completed(Map.of("a", a, "b", b)));
    }

    @Test
    void ordersByFrontAndThenByRoom() {
        List<Scored> members =
                List.of(scored(1, 1), scored(2, 1.1), scored(2.2, 2), scored(4, 4), scored(1, 2), scored(0, 3));
        Ranking ranking = new Ranking(members);
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
        Scored kept = scored(1, 4);
        Scored broken = scored(9, 5);
        Scored farther = scored(9, 8);
        Scored stopped = scored(new Trial.Outcome.OverLimit(Map.of("b", 6.0), AT_MOST_FOUR));
        Scored unknown = scored(new Trial.Outcome.OverLimit(Map.of(), AT_MOST_FOUR));
        assertTrue(kept.dominates(broken));
        assertTrue(broken.dominates(farther));
        assertTrue(broken.dominates(stopped));
        assertTrue(stopped.dominates(farther));
        assertTrue(kept.dominates(unknown));
        assertFalse(unknown.dominates(kept));
        assertEquals(
                List.of(kept, broken, stopped, farther), new Ranking(List.of(farther, stopped, broken, kept)).best(4));
    }

    @Test
    void aFailureSaysNothing() {
        assertTrue(Scored.of(
                        PROBLEM,
                        new Trial(0, Proposal.full(SearchSpace.of().defaults()), new Trial.Outcome.Failed("it broke")))
                .isEmpty());
    }
}
