package dev.tradespace.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How far two outputs are apart. */
final class OnnxParity {
    /**
     * Outputs are of the order of one; fp32 sums of some thousand terms and ONNX Runtime's approximated exp and erf
     * stay below.
     */
    static final double TOLERANCE = 1e-4;

    private OnnxParity() {}

    /** The largest difference of two values, those above 1 taken relative to their size. */
    static double error(double[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, "number of values");
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Float.isFinite(actual[i]), "value " + i + " is " + actual[i]);
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]) / Math.max(1, Math.abs(expected[i])));
        }
        return worst;
    }

    static void assertClose(double[] expected, float[] actual, String what) {
        double error = error(expected, actual);
        assertTrue(error < TOLERANCE, what + ": off by " + error);
    }

    /** The largest difference of two outputs. */
    static double distance(float[] first, float[] second) {
        assertEquals(first.length, second.length, "number of values");
        double worst = 0;
        for (int i = 0; i < first.length; i++) {
            worst = Math.max(worst, Math.abs(first[i] - second[i]));
        }
        return worst;
    }
}
