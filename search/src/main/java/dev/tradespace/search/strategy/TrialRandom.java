package dev.tradespace.search.strategy;

import static dev.tradespace.core.statistics.SplitMix64.GOLDEN;
import static dev.tradespace.core.statistics.SplitMix64.mix;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where a trial's randomness comes from: the search's seed and the trial's number, nothing else, so that no trial's draws depend on which other one
 * finished first.
 */
public final class TrialRandom {
    private TrialRandom() {}

    /**
     * The generator of a trial; that of a neighbouring number or seed is unrelated.
     *
     * @param seed the search's
     * @param number the trial's, from 0
     */
    public static RandomGenerator of(long seed, int number) {
        return new SplittableRandom(mix(mix(seed + GOLDEN) + (number + 1) * GOLDEN));
    }
}
