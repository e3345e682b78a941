package dev.tradespace.training.pipeline;

/**
 * Random numbers that are the same on every machine, begun anew for every image without an allocation.
 *
 * @source Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 19 (SplitMix64)
 */
final class AugmentationRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** Begins the stream of a purpose, an epoch and an image. */
    AugmentationRandom begin(long seed, long purpose, long epoch, long index) {
        state = mixed(mixed(mixed(mixed(seed + GOLDEN) + GOLDEN * purpose) + GOLDEN * epoch) + GOLDEN * index);
        return this;
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long bits() {
        state += GOLDEN;
        return mixed(state) >>> 32;
    }

    /** A whole number, {@code 0 <= n < bound}. */
    int below(int bound) {
        return (int) ((bits() * bound) >>> 32);
    }

    /** A number, {@code 0 <= x < 1}. */
    double unit() {
        return bits() * 0x1p-32;
    }

    /** A number, {@code from <= x < to}. */
    double between(double from, double to) {
        return from + (to - from) * unit();
    }

    /** A normal number of mean 0 and deviation 1 (Box and Muller 1958). */
    private double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * Math.PI * unit());
    }

    /** A number of the symmetric beta distribution. */
    double beta(double alpha) {
        double one = gamma(alpha);
        double other = gamma(alpha);
        // Both underflow only for an alpha so small that the distribution is a coin.
        return one + other > 0 ? one / (one + other) : below(2);
    }

    /**
     * A number of the gamma distribution of scale 1.
     *
     * @source Marsaglia and Tsang 2000, "A simple method for generating gamma variables", sections 2 and 6
     */
    private double gamma(double alpha) {
        if (alpha < 1) {
            // A power would do, but StrictMath's allocates.
            return gamma(alpha + 1) * StrictMath.exp(StrictMath.log(1 - unit()) / alpha);
        }
        double d = alpha - 1 / 3.0;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (StrictMath.log(1 - unit()) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /** Shuffles evenly (Fisher and Yates). */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = below(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
