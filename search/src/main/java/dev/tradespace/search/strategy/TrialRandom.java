package dev.tradespace.search.strategy;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where a trial's randomness comes from: the search's seed and the trial's number, nothing else, so that no trial's
 * draws depend on which other one finished first.
 *
 * @source Steele, Lea &amp; Flood 2014, "Fast splittable pseudorandom number generators" (the generator, and the
 *     constants of its mixing)
 */
public final class TrialRandom {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

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

    /** Stafford's variant 13 of the finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
