package dev.tradespace.core.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.runtime.ProfiledNode;
import dev.tradespace.api.runtime.ProfiledQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeProfileTest {
    @Test
    void takesTheMedianOfEveryNodeAndOfWhatIsInNone() {
        RuntimeProfile profile =
                RuntimeProfile.of("toy 1", List.of(query(100, 10, 60), query(300, 30, 50), query(200, 90, 70)));

        assertEquals(3, profile.queries());
        assertEquals(200, profile.queryNanos());
        assertEquals(
                List.of(30L, 60L), profile.nodes().stream().map(NodeTime::nanos).toList());
        // 30, 220 and 40 ns are in no node.
        assertEquals(40, profile.restNanos());
    }

    @Test
    void tracesTheQueryNearestToTheMedian() {
        RuntimeProfile profile =
                RuntimeProfile.of("toy 1", List.of(query(100, 10, 60), query(300, 30, 50), query(200, 90, 70)));

        assertEquals(200, profile.tracedNanos());
        assertEquals(
                List.of(90L, 70L),
                profile.nodes().stream().map(NodeTime::tracedNanos).toList());
    }

    @Test
    void anEvenNumberOfQueriesHasTheMeanOfTheTwoInTheMiddle() {
        assertEquals(
                250,
                RuntimeProfile.of(
                                "toy 1",
                                List.of(query(400, 1, 1), query(100, 1, 1), query(300, 1, 1), query(200, 1, 1)))
                        .queryNanos());
    }

    @Test
    void refusesQueriesOfOtherNodes() {
        ProfiledQuery other = new ProfiledQuery(10, List.of(node("other", 1)));

        assertThrows(IllegalArgumentException.class, () -> RuntimeProfile.of("toy 1", List.of()));
        assertThrows(IllegalArgumentException.class, () -> RuntimeProfile.of("toy 1", List.of(query(10, 1, 1), other)));
    }

    private static ProfiledQuery query(long nanos, long first, long second) {
        return new ProfiledQuery(nanos, List.of(node("first", first), node("second", second)));
    }

    private static ProfiledNode node(String name, long nanos) {
        return new ProfiledNode(name, "Conv", "fp32", List.of(1, 2), List.of(1, 2), 0, nanos);
    }
}
