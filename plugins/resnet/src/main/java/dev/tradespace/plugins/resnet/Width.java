package dev.tradespace.plugins.resnet;

/**
 * A multiplier on every number of channels.
 *
 * @source Zagoruyko &amp; Komodakis 2016, section 2 (their k)
 * @param factor above 0
 */
record Width(double factor) {
    /** The published number of channels times the factor, to the nearest whole number, at least 1. */
    int of(int channels) {
        return (int) Math.max(1, Math.round(channels * factor));
    }
}
