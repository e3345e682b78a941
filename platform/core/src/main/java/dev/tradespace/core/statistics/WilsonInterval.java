package dev.tradespace.core.statistics;

import dev.tradespace.api.metric.Interval;

/**
 * How sure a share of successes is. Unlike the normal approximation it stays within 0 and 1 and says something where nothing, or all, succeeded.
 *
 * @source Wilson 1927, Probable inference, the law of succession, and statistical inference; Brown, Cai and DasGupta 2001, equation 4
 */
public final class WilsonInterval {
    private static final double Z_95 = 1.959964;

    private WilsonInterval() {}

    /**
     * The 95% interval of a proportion, 0 to 1.
     *
     * @param successes 0 to {@code trials}
     * @param trials at least 1
     */
    public static Interval of(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "successes must be 0 to the trials, and those at least 1, was " + successes + " of " + trials);
        }
        double n = trials;
        double share = successes / n;
        double square = Z_95 * Z_95;
        double centre = (share + square / (2 * n)) / (1 + square / n);
        double half = Z_95 / (1 + square / n) * Math.sqrt(share * (1 - share) / n + square / (4 * n * n));
        // At the ends one limit is exactly 0 or 1, which rounding would miss.
        return new Interval(successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half);
    }
}
