package dev.tradespace.search.guided;

/**
 * The standard normal distribution.
 *
 * @source Abramowitz &amp; Stegun 1964, "Handbook of Mathematical Functions", 26.2.17
 */
final class Normal {
    private static final double END = 8;
    private static final double ROOT = 1 / Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The density. */
    static double density(double x) {
        return ROOT * Math.exp(-0.5 * x * x);
    }

    /** The probability of a value up to x, to within 1e-7; 0 and 1 beyond 8. */
    static double below(double x) {
        if (x > 0) {
            return 1 - below(-x);
        }
        if (x < -END) {
            return 0;
        }
        double t = 1 / (1 - 0.2316419 * x);
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return density(x) * series;
    }
}
