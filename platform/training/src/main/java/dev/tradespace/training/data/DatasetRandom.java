package dev.tradespace.training.data;

/**
 * Random numbers that are the same on every machine and in every version of Java, which the bounded draws of the JDK do not promise.
 *
 * @source Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 19 (SplitMix64)
 */
public final class DatasetRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** A stream of its own for every pair. */
    public DatasetRandom(long seed, long stream) {
        this.state = mixed(seed + GOLDEN * mixed(stream + GOLDEN));
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A whole number, {@code 0 <= n < bound}. */
    public int below(int bound) {
        return (int) ((bits() * bound) >>> 32);
    }

    /** A number, {@code from <= x < to}. */
    public double between(double from, double to) {
        return from + (to - from) * (bits() * 0x1p-32);
    }

    /** Whether something of this probability happens. */
    public boolean happens(double probability) {
        return between(0, 1) < probability;
    }

    /** Nearly normal, with mean 0 and deviation 1: a sum of four even draws. */
    public double normal() {
        double sum = between(-1, 1) + between(-1, 1) + between(-1, 1) + between(-1, 1);
        // The sum of four has the variance 4/3.
        return sum * 0.8660254037844386;
    }

    /** Shuffles evenly (Fisher-Yates). */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = below(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }

    /** 32 random bits. */
    private long bits() {
        state += GOLDEN;
        return mixed(state) >>> 32;
    }
}
