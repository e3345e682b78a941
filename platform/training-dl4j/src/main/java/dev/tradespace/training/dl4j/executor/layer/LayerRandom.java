package dev.tradespace.training.dl4j.executor.layer;

import dev.tradespace.core.statistics.SplitMix64;
import java.util.function.LongSupplier;

/**
 * A layer's random numbers, a function of the seed, the step and the layer alone, so that a training that was
 * interrupted draws what it would have drawn.
 */
public final class LayerRandom extends SplitMix64 {
    private final long seed;
    private final LongSupplier step;

    /**
     * Random numbers for one layer.
     *
     * @param seed the network's
     * @param layer the layer's number
     * @param step gives the number of the step
     */
    public LayerRandom(long seed, int layer, LongSupplier step) {
        super(0);
        this.seed = mix(mix(seed) + GOLDEN * layer);
        this.step = step;
    }

    /** Begins the draws of a step. */
    public void begin() {
        restart(mix(seed + GOLDEN * step.getAsLong()));
    }

    /** The next number, from 0 up to but not including 1. */
    public float next() {
        return (bits() >>> 40) * 0x1p-24f;
    }
}
