package dev.tradespace.search.guided;

/**
 * Marginal posterior of one metric at each candidate; larger values are better. Candidates are named by their places.
 */
interface MarginalPosterior {
    /** The expectation of (value - bound)+. */
    double excess(int candidate, double bound);

    /** The probability of a value above a bound. */
    double above(int candidate, double bound);

    /** A value that is hardly exceeded; the value itself where it is known. */
    double optimistic(int candidate);

    /** The median. */
    double middle(int candidate);

    /** The posterior of a known metric. */
    static MarginalPosterior known(double[] values) {
        return new MarginalPosterior() {
            @Override
            public double excess(int candidate, double bound) {
                return Math.max(0, values[candidate] - bound);
            }

            @Override
            public double above(int candidate, double bound) {
                return values[candidate] >= bound ? 1 : 0;
            }

            @Override
            public double optimistic(int candidate) {
                return values[candidate];
            }

            @Override
            public double middle(int candidate) {
                return values[candidate];
            }
        };
    }

    /**
     * A posterior that is normal on a warped scale.
     *
     * @param places the means on the scale
     * @param spreads the standard deviations on the scale
     */
    static MarginalPosterior predicted(OutputWarp warp, double[] places, double[] spreads) {
        return new MarginalPosterior() {
            /** Standard deviations above the mean that are hardly exceeded. */
            private static final double HARDLY = 4;

            @Override
            public double excess(int candidate, double bound) {
                return warp.excess(bound, places[candidate], spreads[candidate]);
            }

            @Override
            public double above(int candidate, double bound) {
                return warp.above(bound, places[candidate], spreads[candidate]);
            }

            @Override
            public double optimistic(int candidate) {
                return warp.from(places[candidate] + HARDLY * spreads[candidate]);
            }

            @Override
            public double middle(int candidate) {
                return warp.from(places[candidate]);
            }
        };
    }
}
