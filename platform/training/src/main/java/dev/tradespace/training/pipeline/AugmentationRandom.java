package dev.tradespace.training.pipeline;

import dev.tradespace.core.statistics.SplitMix64;

/** The random numbers of the augmentation, begun anew for every image without an allocation. */
final class AugmentationRandom extends SplitMix64 {
    AugmentationRandom() {
        super(0);
    }

    /** Begins the stream of a purpose, an epoch and an image. */
    AugmentationRandom begin(long seed, long purpose, long epoch, long index) {
        restart(mix(mix(mix(mix(seed + GOLDEN) + GOLDEN * purpose) + GOLDEN * epoch) + GOLDEN * index));
        return this;
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
}
