package dev.tradespace.training.dl4j.executor.layer;

import java.util.function.LongSupplier;

/**
 * A layer's random numbers, a function of the seed, the step and the layer alone, so that a training that was interrupted draws what it would have drawn.
 *
 * @source Steele, Lea &amp; Flood 2014, "Fast Splittable Pseudorandom Number Generators": SplitMix64
 */
public final class LayerRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final LongSupplier step;
    private long state;

    /**
     * Random numbers for one layer.
     *
     * @param seed the network's
     * @param layer the layer's number
     * @param step gives the number of the step
     */
    public LayerRandom(long seed, int layer, LongSupplier step) {
        this.seed = mix(mix(seed) + GOLDEN * layer);
        this.step = step;
    }

    /** Begins the draws of a step. */
    public void begin() {
        state = mix(seed + GOLDEN * step.getAsLong());
    }

    /** The next number, from 0 up to but not including 1. */
    public float next() {
        state += GOLDEN;
        return (mix(state) >>> 40) * 0x1p-24f;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
