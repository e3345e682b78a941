package dev.tradespace.core.comparison;

import static dev.tradespace.core.comparison.ComparedRows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankComparisonTest {
    /** On the second target b and c have changed places, and d cannot be told from c on either. */
    @Test
    void countsPairsThatAreOrderedOtherwiseBeyondTheirIntervals() {
        RankComparison ranks = RankComparison.of(
                Metric.LATENCY,
                List.of(row("a", "x", 1, 0.1), row("b", "x", 2, 0.1), row("c", "x", 3, 0.3), row("d", "x", 3.4, 0.3)),
                List.of(row("a", "y", 10, 1), row("b", "y", 30, 1), row("c", "y", 20, 1), row("d", "y", 19.5, 1)));

        assertEquals(
                List.of("a", "b", "c", "d"),
                ranks.models().stream().map(one -> one.model().variant()).toList());
        assertEquals(
                List.of(1.0, 2.0, 3.5, 3.5),
                ranks.models().stream().map(one -> one.first().rank()).toList());
        assertEquals(
                List.of(1.0, 4.0, 2.5, 2.5),
                ranks.models().stream().map(one -> one.second().rank()).toList());
        assertEquals(
                List.of(0, 2, 1, 1),
                ranks.models().stream().map(RankComparison.Ranked::flips).toList());
        assertEquals(
                List.of(0, 0, 1, 1),
                ranks.models().stream().map(one -> one.first().ties()).toList());
        assertEquals(6, ranks.pairs());
        assertEquals(2, ranks.flips());
        // Ranks 1 2 3.5 3.5 and 1 4 2.5 2.5: the products of the deviations sum to 1.5, the squares to 4.5 each.
        assertEquals(1.5 / 4.5, ranks.spearman().orElseThrow(), 1e-12);
    }

    @Test
    void leavesOutWhatOneTargetDoesNotTellAndTakesTheLongestMeasurement() {
        RankComparison ranks = RankComparison.of(
                Metric.LATENCY,
                List.of(
                        row("a", "x", Protocol.STANDARD, 1, 0.1),
                        row("a", "x", Protocol.QUICK, 7, 0.1),
                        row("only", "x", 2, 0.1)),
                List.of(row("a", "y", 3, -1)));

        assertEquals(1, ranks.models().size());
        assertEquals(
                1.0,
                ranks.models()
                        .get(0)
                        .first()
                        .row()
                        .figure(Metric.LATENCY)
                        .value()
                        .orElseThrow());
        assertTrue(ranks.spearman().isEmpty());
        assertEquals(0, ranks.pairs());
    }

    @Test
    void knowsNothingOfMetricsThatNobodyMeasured() {
        assertEquals(
                List.of(),
                RankComparison.of(Metric.ENERGY, List.of(row("a", "x", 1, 0)), List.of(row("a", "y", 1, 0)))
                        .models());
    }
}
