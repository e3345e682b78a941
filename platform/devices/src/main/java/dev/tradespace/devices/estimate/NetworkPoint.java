package dev.tradespace.devices.estimate;

import org.jspecify.annotations.Nullable;

/** Where a network lies in the space of the networks' kernels, under the reference costs of a pool. */
final class NetworkPoint {
    private final double mean;
    private final double logTime;
    private final double[] shares;
    private final double[] position;
    private final boolean featureless;

    private NetworkPoint(double mean, double logTime, double[] shares, double[] position, boolean featureless) {
        this.mean = mean;
        this.logTime = logTime;
        this.shares = shares;
        this.position = position;
        this.featureless = featureless;
    }

    /**
     * A network in a pool.
     *
     * @param features null where they are not known
     * @param unknownMean the prior mean of a network whose features are not known
     */
    static NetworkPoint of(
            @Nullable NetworkFeatures features, ReferenceCosts costs, Hyperparameters hyper, double unknownMean) {
        int kinds = CostKind.values().length;
        double[] shares = new double[kinds];
        double[] position = new double[kinds + 1];
        if (features == null) {
            return new NetworkPoint(unknownMean, unknownMean, shares, position, true);
        }
        double time = 0;
        double[] amounts = features.vector();
        for (int k = 0; k < kinds; k++) {
            shares[k] = amounts[k] * Math.exp(costs.logCost(k));
            time += shares[k];
        }
        double[] prior = ReferenceCosts.priorMeans();
        double logTime = Math.log(time);
        // Linear in the log costs about the fitted ones, and seen from their prior, where the kernel of the shares is
        // centred.
        double mean = logTime;
        for (int k = 0; k < kinds; k++) {
            shares[k] /= time;
            mean += shares[k] * (prior[k] - costs.logCost(k));
            position[k] = Math.sqrt(shares[k]) / hyper.shareScale();
        }
        position[kinds] = logTime / hyper.sizeScale();
        return new NetworkPoint(mean, logTime, shares, position, false);
    }

    /** The prior mean of its log figure. */
    double mean() {
        return mean;
    }

    /** The logarithm of its figure by the reference costs. */
    double logTime() {
        return logTime;
    }

    /** Whether nothing but its figures is known. */
    boolean isFeatureless() {
        return featureless;
    }

    /** The share of a kind of work in its figure by the reference costs, 0 to 1. */
    double share(int kind) {
        return shares[kind];
    }

    double[] shares() {
        return shares;
    }

    /** The squared exponential of the distance from another network, 0 to 1. */
    double similarity(NetworkPoint other) {
        double squares = 0;
        for (int i = 0; i < position.length; i++) {
            double difference = position[i] - other.position[i];
            squares += difference * difference;
        }
        return Math.exp(-squares / 2);
    }
}
