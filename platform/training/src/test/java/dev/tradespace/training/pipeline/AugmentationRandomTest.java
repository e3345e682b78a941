package dev.tradespace.training.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AugmentationRandomTest {
    /** Five standard errors of a mean of 20,000. */
    private static final double ERRORS = 5 / Math.sqrt(20_000);

    @Test
    void betaHasItsMeanAndVariance() {
        for (double alpha : new double[] {0.1, 0.2, 0.5, 1, 3, 10}) {
            AugmentationRandom draws = new AugmentationRandom().begin(1, 2, 3, 4);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 20_000; i++) {
                double x = draws.beta(alpha);
                assertTrue(x >= 0 && x <= 1, "beta gave " + x);
                sum += x;
                squares += (x - 0.5) * (x - 0.5);
            }
            double variance = 1 / (4 * (2 * alpha + 1));
            assertEquals(0.5, sum / 20_000, ERRORS * Math.sqrt(variance), "mean at " + alpha);
            assertEquals(variance, squares / 20_000, 2 * ERRORS * variance, "variance at " + alpha);
        }
    }

    @Test
    void beginsAStreamOfItsOwnForEveryPurposeEpochAndImage() {
        double first = new AugmentationRandom().begin(1, 2, 3, 4).unit();
        assertEquals(first, new AugmentationRandom().begin(1, 2, 3, 4).unit());
        assertTrue(first != new AugmentationRandom().begin(2, 2, 3, 4).unit());
        assertTrue(first != new AugmentationRandom().begin(1, 3, 2, 4).unit());
        assertTrue(first != new AugmentationRandom().begin(1, 2, 4, 3).unit());
        assertTrue(first != new AugmentationRandom().begin(1, 2, 3, 5).unit());
    }

    @Test
    void shuffleKeepsEveryNumber() {
        int[] values = {0, 1, 2, 3, 4, 5, 6, 7};
        new AugmentationRandom().begin(1, 0, 0, 0).shuffle(values);
        assertEquals(255, java.util.Arrays.stream(values).map(i -> 1 << i).sum());
    }

    /** Trainings that go on from a checkpoint depend on it. */
    @Test
    void givesTheStreamItHasAlwaysGiven() {
        AugmentationRandom random = new AugmentationRandom().begin(1, 2, 3, 4);
        assertEquals(0.32302166358567774, random.unit());
        assertEquals(431, random.below(1000));
        assertEquals(0.2154929439622552, random.beta(0.2));
        assertEquals(0.581999864915771, random.beta(3));
        assertEquals(0.9227186252828687, random.unit());
        assertEquals(4.189421221148223, random.between(-1, 5));
        int[] values = {0, 1, 2, 3, 4, 5, 6, 7};
        new AugmentationRandom().begin(1, 0, 0, 0).shuffle(values);
        assertArrayEquals(new int[] {0, 3, 7, 5, 1, 6, 4, 2}, values);
    }
}
