package dev.tradespace.core.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    private static double[] ranks(double... values) {
        return RankCorrelation.ranks(values.length, (i, j) -> Double.compare(values[i], values[j]));
    }

    @Test
    void tiedThingsShareTheMeanOfTheirRanks() {
        assertArrayEquals(new double[] {2, 1, 3.5, 3.5, 5}, ranks(20, 10, 30, 30, 40));
    }

    /** The first is tied with the second, the second with the third, but the first comes before the third. */
    @Test
    void tiesNeedNotGoAllThrough() {
        double[] values = {1, 2, 3};

        assertArrayEquals(
                new double[] {1.5, 2, 2.5},
                RankCorrelation.ranks(
                        3, (i, j) -> Math.abs(values[i] - values[j]) < 1.5 ? 0 : Double.compare(values[i], values[j])));
    }

    /** Without ties it is 1 - 6 d2 / (n (n2 - 1)), here with d2 = 1 + 1 + 4 + 0 + 4 = 10 and n = 5. */
    @Test
    void isSpearmansRho() {
        assertEquals(
                1 - 6 * 10 / 120.0,
                RankCorrelation.spearman(ranks(1, 2, 3, 4, 5), ranks(2, 1, 5, 4, 3))
                        .orElseThrow(),
                1e-12);
        assertEquals(
                1, RankCorrelation.spearman(ranks(3, 1, 2), ranks(30, 10, 20)).orElseThrow(), 1e-12);
        assertEquals(
                -1, RankCorrelation.spearman(ranks(3, 1, 2), ranks(1, 3, 2)).orElseThrow(), 1e-12);
    }

    @Test
    void thereIsNoneWhereAllAreTied() {
        assertTrue(RankCorrelation.spearman(ranks(), ranks()).isEmpty());
        assertTrue(RankCorrelation.spearman(ranks(1, 1), ranks(1, 2)).isEmpty());
    }
}
