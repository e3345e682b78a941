package dev.tradespace.devices.estimate;

/**
 * Prior covariances of log figures: of the networks' means over targets, and of a target's departures from these means. Both are the sum of a linear
 * kernel of the shares of the kinds of work (a cost that is off moves a network by its share), a squared exponential kernel of the features, and a
 * network's own variance.
 */
final class NetworkKernel {
    /** The standard deviation of the mean of a network whose features are not known. */
    private static final double UNKNOWN_MEAN = 2;
    /** How much of the deviation of a kind's cost a network feels whose work is spread over several. */
    private static final double SPREAD = 0.5;

    private final Hyperparameters hyper;
    private final double scale;

    /**
     * The kernels of a pool.
     *
     * @param scale what the variances of the means are multiplied by
     */
    NetworkKernel(Hyperparameters hyper, double scale) {
        this.hyper = hyper;
        this.scale = scale;
    }

    /** The covariance of the means of two different networks. */
    double ofMeans(NetworkPoint a, NetworkPoint b) {
        if (a.isFeatureless() || b.isFeatureless()) {
            return 0;
        }
        return ReferenceCosts.covariance(a.shares(), b.shares(), hyper)
                + scale * hyper.meanSmooth() * hyper.meanSmooth() * a.similarity(b);
    }

    /** The variance of the mean of a network. */
    double ofMean(NetworkPoint a) {
        return a.isFeatureless()
                ? UNKNOWN_MEAN * UNKNOWN_MEAN
                : ofMeans(a, a) + scale * hyper.meanOwn() * hyper.meanOwn();
    }

    /** The covariance of the departures of two different networks on one target. */
    double ofDepartures(NetworkPoint a, NetworkPoint b) {
        double level = hyper.level() * hyper.level();
        if (a.isFeatureless() || b.isFeatureless()) {
            return level;
        }
        return level
                + hyper.shares() * hyper.shares() * Matrices.dot(a.shares(), b.shares())
                + hyper.smooth() * hyper.smooth() * a.similarity(b);
    }

    /** The variance of the departure of a network on one target. */
    double ofDeparture(NetworkPoint a) {
        double own = hyper.own() * hyper.own();
        return a.isFeatureless()
                ? hyper.level() * hyper.level()
                        + SPREAD * hyper.shares() * hyper.shares()
                        + hyper.smooth() * hyper.smooth()
                        + own
                : ofDepartures(a, a) + own;
    }
}
