package dev.tradespace.devices.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTableTest {
    /** exp(target + network), so that the levels of the networks are known but for a common one. */
    private static List<MetricRow> additive() {
        List<MetricRow> rows = new ArrayList<>();
        for (int d = 0; d < 7; d++) {
            for (int n = 0; n < 5; n++) {
                if ((d + n) % 4 != 0) {
                    rows.add(new MetricRow("t" + d, "n" + n, Math.exp(0.3 * d + n)));
                }
            }
        }
        return rows;
    }

    @Test
    void levelsAreThoseOfAnAdditiveTableWithHoles() {
        double[] levels = MetricTable.of(additive()).networkLevels();
        for (int n = 1; n < 5; n++) {
            // The polish ends near the levels, not on them.
            assertEquals(n, levels[n] - levels[0], 0.05);
        }
    }

    @Test
    void anAbsurdRowHardlyMovesALevel() {
        List<MetricRow> rows = additive();
        double[] before = MetricTable.of(rows).networkLevels();
        rows.set(3, new MetricRow(rows.get(3).target(), rows.get(3).network(), 1e6));
        double[] after = MetricTable.of(rows).networkLevels();
        assertArrayEquals(before, after, 0.3);
    }

    @Test
    void knowsWhatIsKnown() {
        MetricTable table = MetricTable.of(additive());
        assertEquals(additive().size(), table.cells());
        assertArrayEquals(new int[] {1, 2, 3}, table.known(0));
        assertEquals(6, table.withoutTarget(2).targets().size());
        assertEquals(List.of("n0", "n1", "n3", "n4"), table.withoutNetwork(2).networks());
        assertTrue(Double.isNaN(table.logs(0)[0]));
    }

    @Test
    void refusesALatencyThatIsNone() {
        for (double millis : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new MetricRow("t", "n", millis));
        }
    }
}
