package dev.tradespace.devices.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Interval;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.MetricEstimate.NotPredicted;
import dev.tradespace.devices.estimate.MetricEstimate.Predicted;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorStatisticsTest {
    private static HeldOut held(String group, double millis, double estimate, double low, double high) {
        Interval interval = new Interval(low, high);
        return new HeldOut(group, "net", group, millis, new Predicted(estimate, interval, interval, 5, 50, List.of()));
    }

    @Test
    void agreesWithFiguresWorkedOutByHand() {
        ErrorStatistics statistics = ErrorStatistics.of(List.of(
                held("a", 10, 10.5, 9, 11),
                held("a", 20, 26, 21, 30),
                held("a", 40, 40, 39, 41),
                held("a", 30, 27.6, 25, 31),
                new HeldOut("a", "net", "a", 5, new NotPredicted("no"))));
        assertEquals(4, statistics.count());
        assertEquals(1, statistics.unavailable());
        // |5%|, |30%|, 0, |8%|
        assertEquals(0.43 / 4, statistics.meanError(), 1e-12);
        assertEquals(0.065, statistics.medianError(), 1e-12);
        assertEquals(0.75, statistics.within10());
        assertEquals(0.75, statistics.inside90());
        assertEquals(1, statistics.spearman().orElseThrow(), 1e-12);
    }

    /** One swap of neighbours among four: 1 - 6 x 2 / (4 x 15). */
    @Test
    void ranksWithinAGroupOnly() {
        List<HeldOut> swapped = List.of(
                held("a", 1, 1, 1, 1),
                held("a", 2, 3, 1, 1),
                held("a", 3, 2, 1, 1),
                held("a", 4, 4, 1, 1),
                held("b", 9, 1, 1, 1));
        assertEquals(0.8, ErrorStatistics.of(swapped).spearman().orElseThrow(), 1e-12);
    }

    @Test
    void hasNoErrorWithoutEstimates() {
        ErrorStatistics statistics =
                ErrorStatistics.of(List.of(new HeldOut("a", "net", "a", 5, new NotPredicted("no"))));
        assertEquals(0, statistics.count());
        assertTrue(Double.isNaN(statistics.meanError()));
        assertTrue(statistics.spearman().isEmpty());
    }
}
