package dev.tradespace.api.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final List<Figure> ONE_OF_EACH = List.of(
            new Figure.Measured(5, new Interval(4, 6), "64 queries"),
            new Figure.Estimated(5, null, "a table"),
            new Figure.Published(5, "its paper"),
            new Figure.Unavailable("no meter"));

    @Test
    void hasAnOriginOfItsOwn() {
        assertEquals(
                List.of("measured", "estimated", "published", "unavailable"),
                ONE_OF_EACH.stream().map(Figure::origin).toList());
        assertEquals(Set.of(Figure.class.getPermittedSubclasses()).size(), ONE_OF_EACH.size());
    }

    @Test
    void isNeverEqualToOneOfAnotherOrigin() {
        assertNotEquals(new Figure.Measured(5, null, "x"), new Figure.Estimated(5, null, "x"));
    }

    @Test
    void hasAValueUnlessItIsUnavailable() {
        assertEquals(
                List.of(OptionalDouble.of(5), OptionalDouble.of(5), OptionalDouble.of(5), OptionalDouble.empty()),
                ONE_OF_EACH.stream().map(Figure::value).toList());
    }

    @Test
    void refusesWhatIsNoNumberAndUnavailabilityWithoutAReason() {
        assertEquals(
                "a figure must be finite, was NaN; use Unavailable with a reason",
                assertThrows(IllegalArgumentException.class, () -> new Figure.Measured(Double.NaN, null, "x"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Figure.Estimated(Double.POSITIVE_INFINITY, null, "x"));
        assertThrows(IllegalArgumentException.class, () -> new Figure.Published(Double.NaN, "x"));
        assertThrows(IllegalArgumentException.class, () -> new Figure.Unavailable(" "));
        assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Interval(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Interval(1, Double.POSITIVE_INFINITY));
    }

    @Test
    void knowsEveryMetricByItsId() {
        Set<String> ids = new HashSet<>();
        for (Metric metric : Metric.values()) {
            assertTrue(ids.add(metric.id()), metric.id());
            assertEquals(Optional.of(metric), Metric.find(metric.id()));
            assertTrue(metric.id().matches("[a-z][a-zA-Z]*") && !metric.unit().isBlank(), metric.id());
        }
        assertEquals(Optional.empty(), Metric.find("ACCURACY"));
    }

    @Test
    void turnsTheSignOfWhatIsBetterWhenItIsMore() {
        assertEquals(-75, Metric.ACCURACY.goal().asCost(75));
        assertEquals(20, Metric.LATENCY.goal().asCost(20));
    }
}
