package dev.tradespace.search.guided;

/** What is thought of one metric at each candidate, alone; larger values are better. Candidates are named by their places. */
interface MarginalPosterior {
    /** The expectation of (value - bound)+. */
    double excess(int candidate, double bound);

    /** The probability of a value above a bound. */
    double above(int candidate, double bound);

    /** A value that is hardly exceeded; the value itself where it is known. */
    double optimistic(int candidate);

    /** The value in the middle. */
    double middle(int candidate);

    /** One that is known. */
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
     * One that is normal on a scale.
     *
     * @param places the middles on the scale
     * @param spreads the standard deviations on the scale
     */
    static MarginalPosterior predicted(OutputWarp warp, double[] places, double[] spreads) {
        return new MarginalPosterior() {
            /** So many deviations above the middle are hardly exceeded. */
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
