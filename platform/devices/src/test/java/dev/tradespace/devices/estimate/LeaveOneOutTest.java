package dev.tradespace.devices.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaveOneOutTest {
    private static final String TARGET = "target1";

    private static LeaveOneOut of(SyntheticPool pool) {
        return LeaveOneOut.of(MetricPredictor.fit(pool.rows, pool.features));
    }

    /** Below eight targets a pool is fitted anew, so both ways are tried. */
    @ParameterizedTest
    @ValueSource(ints = {3, 10})
    void whatIsLeftOutDoesNotShowInItsEstimate(int targets) {
        SyntheticPool pool = new SyntheticPool(targets, 9, 0.02, 11);
        List<MetricRow> changed = new ArrayList<>(pool.rows);
        changed.replaceAll(row -> row.target().equals(TARGET) && row.network().equals("net/4")
                ? new MetricRow(TARGET, "net/4", 1.3 * row.amount())
                : row);
        LeaveOneOut other = LeaveOneOut.of(MetricPredictor.fit(changed, pool.features));
        HeldOut before = held(of(pool).cells(TARGET));
        HeldOut after = held(other.cells(TARGET));
        assertEquals(1.3 * before.amount(), after.amount(), 1e-9);
        double expected = before.estimate().figure().value().orElseThrow();
        // A large pool's other targets are refined from where the whole pool stood, a trace of which is left.
        double trace = targets < 8 ? 1e-9 : 5e-3;
        assertEquals(expected, after.estimate().figure().value().orElseThrow(), trace * expected);
    }

    private static HeldOut held(List<HeldOut> all) {
        return all.stream()
                .filter(one -> one.network().equals("net/4"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesOutFamiliesTogether() {
        SyntheticPool pool = new SyntheticPool(9, 12, 0.02, 3);
        List<HeldOut> held =
                of(pool).families(TARGET, network -> Integer.parseInt(network.substring(4)) < 6 ? "small" : "large");
        assertEquals(12, held.size());
        held.forEach(one -> assertEquals(6, ((MetricEstimate.Predicted) one.estimate()).targetRows(), one.network()));
    }

    @Test
    void leavesFiveInAtRandomAndByChoice() {
        SyntheticPool pool = new SyntheticPool(9, 12, 0.02, 3);
        assertEquals(7, of(pool).random(TARGET, 5, 1).size());
        assertEquals(7, of(pool).chosen(TARGET, 5).size());
        assertEquals(of(pool).random(TARGET, 5, 1), of(pool).random(TARGET, 5, 1));
    }

    @Test
    void leavesANetworkOutOnAllTargets() {
        SyntheticPool pool = new SyntheticPool(9, 12, 0.02, 3);
        List<HeldOut> held = of(pool).network("net/5");
        assertEquals(9, held.size());
        held.forEach(one -> assertEquals(9 * 11, ((MetricEstimate.Predicted) one.estimate()).poolRows(), one.target()));
    }

    @Test
    void refusesATargetOfWhichNothingIsKnown() {
        LeaveOneOut leaveOneOut = of(new SyntheticPool(3, 6, 0.02, 3));
        assertThrows(IllegalArgumentException.class, () -> leaveOneOut.cells("elsewhere"));
    }

    /** Intervals of 90% hold about nine of ten; noise, seeds and the model's own idea of noise leave some room. */
    @Test
    void intervalsContainWhatTheySay() {
        List<HeldOut> all = new ArrayList<>();
        List<HeldOut> unseen = new ArrayList<>();
        for (long seed = 0; seed < 4; seed++) {
            SyntheticPool pool = new SyntheticPool(10, 12, 0.05, seed);
            LeaveOneOut leaveOneOut = of(pool);
            for (int d = 0; d < 10; d++) {
                all.addAll(leaveOneOut.cells("target" + d));
                all.addAll(leaveOneOut.random("target" + d, 5, seed));
            }
            pool.features.keySet().forEach(network -> unseen.addAll(leaveOneOut.network(network)));
        }
        double inside = ErrorStatistics.of(all).inside90();
        assertTrue(0.82 <= inside && inside <= 0.98, "known networks: " + inside);
        assertTrue(ErrorStatistics.of(unseen).inside90() >= 0.85, "new networks: " + ErrorStatistics.of(unseen));
    }
}
