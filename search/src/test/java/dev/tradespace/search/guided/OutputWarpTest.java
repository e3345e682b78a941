package dev.tradespace.search.guided;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputWarpTest {
    private static final double[] VALUES = {10, 80, 88, 90, 91, 92};

    @Test
    void standardisesAndComesBack() {
        for (double shift : OutputWarp.SHIFTS) {
            OutputWarp warp = new OutputWarp(VALUES, shift);
            double[] places = Arrays.stream(VALUES).map(warp::to).toArray();
            assertEquals(0, Arrays.stream(places).sum(), 1e-6);
            assertEquals(6, Arrays.stream(places).map(place -> place * place).sum(), 1e-6);
            for (int i = 0; i < places.length; i++) {
                assertEquals(VALUES[i], warp.from(places[i]), 1e-6);
            }
        }
    }

    @Test
    void drawsTheTerribleInAndSpreadsTheGood() {
        OutputWarp strong = new OutputWarp(VALUES, 0.1);
        OutputWarp plain = new OutputWarp(VALUES, OutputWarp.SHIFTS[OutputWarp.PLAIN]);
        assertTrue(strong.to(92) - strong.to(91) > 5 * (plain.to(92) - plain.to(91)));
        assertTrue(strong.to(88) - strong.to(10) < plain.to(88) - plain.to(10));
    }

    @Test
    void theLikelihoodPrefersTheScaleOnWhichValuesAreNormal() {
        double[] skewed = new double[200];
        double[] even = new double[200];
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < 200; i++) {
            even[i] = random.nextGaussian();
            skewed[i] = -Math.exp(even[i]);
        }
        assertTrue(new OutputWarp(skewed, 0.3).logVolume() > new OutputWarp(skewed, 1000).logVolume() + 20);
        assertTrue(new OutputWarp(even, 1000).logVolume() - reference(even)
                > new OutputWarp(even, 0.1).logVolume() - reference(even));
    }

    private static double reference(double[] values) {
        return new OutputWarp(values, 10).logVolume();
    }

    @Test
    void knowsWhereItEnds() {
        OutputWarp warp = new OutputWarp(VALUES, 0.1);
        assertTrue(warp.holds(92));
        assertFalse(warp.holds(92.3));
        assertEquals(0, warp.excess(99, 2, 1));
        assertEquals(0, warp.above(99, 2, 1));
        assertEquals(0.5, warp.above(91, warp.to(91), 1), 1e-7);
    }
}
