package dev.tradespace.core.statistics;

/**
 * A generator of random numbers that are the same on every machine and in every version of Java, which the bounded
 * draws of the JDK do not promise. It begins a stream anew without an allocation. Not for two threads at once.
 *
 * @source Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 19 (SplitMix64)
 */
public class SplitMix64 {
    /** The increment of the state; where a stream depends on several numbers, they are told apart by it. */
    public static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** A stream of its own for every pair. */
    public SplitMix64(long seed, long stream) {
        this(mix(seed + GOLDEN * mix(stream + GOLDEN)));
    }

    /**
     * The stream of a state.
     *
     * @param state mixed by {@link #mix}, so that neighbouring seeds give unrelated streams
     */
    protected SplitMix64(long state) {
        this.state = state;
    }

    /** Begins the stream of another state. */
    protected final void restart(long other) {
        state = other;
    }

    /** Stafford's variant 13 of the finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** 64 random bits. */
    public final long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** A whole number, {@code 0 <= n < bound}. */
    public final int below(int bound) {
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    /** A number, {@code 0 <= x < 1}. */
    public final double unit() {
        return (bits() >>> 32) * 0x1p-32;
    }

    /** A number, {@code from <= x < to}. */
    public final double between(double from, double to) {
        return from + (to - from) * unit();
    }

    /** Whether something of this probability happens. */
    public final boolean happens(double probability) {
        return between(0, 1) < probability;
    }

    /** Shuffles evenly (Fisher and Yates). */
    public final void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = below(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
