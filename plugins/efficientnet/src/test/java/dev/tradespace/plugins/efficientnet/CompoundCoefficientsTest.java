package dev.tradespace.plugins.efficientnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompoundCoefficientsTest {
    @ParameterizedTest
    @CsvSource({"0, 1, 1, 224", "0.5, 1.0954, 1.0488, 240", "1, 1.2, 1.1, 258", "2, 1.44, 1.21, 296"})
    void raisesTheBasesToPhi(double phi, double depth, double width, long resolution) {
        CompoundCoefficients scaling = paper(phi);
        assertEquals(depth, scaling.depth(), 1e-4);
        assertEquals(width, scaling.width(), 1e-4);
        assertEquals(resolution, scaling.resolution(224));
    }

    /** Why B7 is defined by its coefficients: where the width is its 2.0, the depth is far from its 3.1. */
    @Test
    void doesNotReachB7() {
        CompoundCoefficients asWideAsB7 = paper(Math.log(2) / Math.log(1.1));
        assertEquals(2, asWideAsB7.width(), 1e-9);
        assertTrue(asWideAsB7.depth() > 3.7);
    }

    @Test
    void refusesBasesBelowOne() {
        assertThrows(IllegalArgumentException.class, () -> new CompoundCoefficients(1, 0.9, 1.1, 1.15));
        assertThrows(IllegalArgumentException.class, () -> new CompoundCoefficients(-1, 1.2, 1.1, 1.15));
    }

    private static CompoundCoefficients paper(double phi) {
        return new CompoundCoefficients(phi, 1.2, 1.1, 1.15);
    }
}
