package dev.tradespace.search.strategy;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The generators of a search's trials: each depends on the search's seed and the trial's number only, so no trial's draws depend on which finished first. */
public final class TrialRandom {
    /** The golden ratio's odd fraction of 2^64, whose multiples are far apart (Steele, Lea and Flood 2014, section 2). */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private TrialRandom() {}

    /**
     * A trial's generator, at its beginning.
     *
     * @param seed the search's
     * @param number the trial's, at least 0
     */
    public static RandomGenerator of(long seed, int number) {
        return new SplittableRandom(mixed(mixed(seed) + GOLDEN_GAMMA * (number + 1)));
    }

    /** MurmurHash3's 64-bit finalizer: neighbouring numbers become unrelated ones. */
    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
