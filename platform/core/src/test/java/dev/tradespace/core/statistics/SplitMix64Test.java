package dev.tradespace.core.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    /** Splits and drawn datasets depend on it: with other numbers they would be other datasets. */
    @Test
    void givesTheStreamItHasAlwaysGiven() {
        SplitMix64 random = new SplitMix64(1, 2);
        assertEquals(235, random.below(1000));
        assertEquals(1.565480059478432, random.between(-1, 5));
        assertTrue(random.happens(0.5));
    }

    @Test
    void isTheGeneratorOfTheJdk() {
        long seed = SplitMix64.mix(42);
        SplitMix64 ours = new SplitMix64(seed);
        java.util.SplittableRandom theirs = new java.util.SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            assertEquals(theirs.nextLong(), ours.bits());
        }
    }

    @Test
    void shuffleKeepsEveryNumber() {
        int[] values = {0, 1, 2, 3, 4, 5, 6, 7};
        new SplitMix64(9, 1).shuffle(values);
        java.util.Arrays.sort(values);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, values);
    }
}
