package dev.tradespace.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialRandomTest {
    @Test
    void givesTheSameDrawsForTheSameSeedAndNumber() {
        assertEquals(
                TrialRandom.of(7, 3).longs(5).boxed().toList(),
                TrialRandom.of(7, 3).longs(5).boxed().toList());
    }

    @Test
    void givesUnrelatedDrawsForNeighbours() {
        Set<Long> seen = new HashSet<>();
        double sum = 0;
        for (long seed = 0; seed < 50; seed++) {
            for (int number = 0; number < 50; number++) {
                seen.add(TrialRandom.of(seed, number).nextLong());
                sum += TrialRandom.of(seed, number).nextDouble();
            }
        }
        assertEquals(2500, seen.size());
        // The mean of 2,500 even draws has a standard deviation of 0.0058.
        assertEquals(0.5, sum / 2500, 0.02);
    }

    /** Searches are replayed with it. */
    @Test
    void givesTheDrawsItHasAlwaysGiven() {
        assertEquals(6875110694074790513L, TrialRandom.of(7, 3).nextLong());
    }
}
