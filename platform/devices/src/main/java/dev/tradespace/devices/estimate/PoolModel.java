package dev.tradespace.devices.estimate;

import java.util.Arrays;
import java.util.Map;

/**
 * A Gaussian process over targets and networks: the targets of a pool are independent draws from one normal distribution of log figures over
 * networks. Its mean and covariance are learned from the pool and shrunk towards kernels of the networks' features, which also carry them over to
 * networks that were never run.
 *
 * @source Yu, Tresp &amp; Schwaighofer 2005, "Learning Gaussian processes from multiple tasks" (expectation maximisation under a normal and an inverse
 *     Wishart prior)
 */
final class PoolModel {
    /** From here on leaving out one target changes little. */
    static final int MANY_TARGETS = 8;

    private static final int ITERATIONS = 12;
    private static final int MORE_ITERATIONS = 5;
    /** The standard deviation of a network's level on one target about its level on all. */
    private static final double TARGET_SPREAD = 0.2;

    private static final double LEVEL_SPREAD = 0.05;

    private final Hyperparameters hyper;
    private final ReferenceCosts costs;
    private final NetworkKernel kernel;
    private final double unknownMean;
    /** In a pool of few targets each has shaped the mean that it is compared with, and looks closer to it than it is. */
    private final boolean manyTargets;

    private final NetworkPoint[] points;
    private final double[] priorMean;
    private final double[][] priorOfMean;
    private final double[][] priorOfMeanInverse;
    private final double[][] prior;
    private final double[][] priorInverse;
    private double[] mean;
    private double[][] covarianceOfMean;
    private double[][] covariance;

    private PoolModel(MetricTable table, Map<String, NetworkFeatures> features, Hyperparameters hyper) {
        this.hyper = hyper;
        manyTargets = table.targets().size() >= MANY_TARGETS;
        double[] levels = table.networkLevels();
        costs = costs(table, levels, features, hyper);
        kernel = new NetworkKernel(hyper, costs.scale());
        unknownMean = Arrays.stream(levels)
                .filter(level -> !Double.isNaN(level))
                .average()
                .orElse(0);
        points = table.networks().stream()
                .map(network -> NetworkPoint.of(features.get(network), costs, hyper, unknownMean))
                .toArray(NetworkPoint[]::new);
        int size = points.length;
        priorMean = Arrays.stream(points).mapToDouble(NetworkPoint::mean).toArray();
        priorOfMean = new double[size][size];
        prior = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                boolean same = i == j;
                priorOfMean[i][j] = same ? kernel.ofMean(points[i]) : kernel.ofMeans(points[i], points[j]);
                prior[i][j] = same ? kernel.ofDeparture(points[i]) : kernel.ofDepartures(points[i], points[j]);
            }
        }
        priorOfMeanInverse = Matrices.inverse(priorOfMean);
        priorInverse = Matrices.inverse(prior);
        mean = priorMean;
        covarianceOfMean = priorOfMean;
        covariance = prior;
    }

    private PoolModel(PoolModel other) {
        hyper = other.hyper;
        manyTargets = other.manyTargets;
        costs = other.costs;
        kernel = other.kernel;
        unknownMean = other.unknownMean;
        points = other.points;
        priorMean = other.priorMean;
        priorOfMean = other.priorOfMean;
        priorOfMeanInverse = other.priorOfMeanInverse;
        prior = other.prior;
        priorInverse = other.priorInverse;
        mean = other.mean;
        covarianceOfMean = other.covarianceOfMean;
        covariance = other.covariance;
    }

    /** The model of a pool. */
    static PoolModel fit(MetricTable table, Map<String, NetworkFeatures> features, Hyperparameters hyper) {
        PoolModel model = new PoolModel(table, features, hyper);
        model.maximise(table, ITERATIONS);
        return model;
    }

    private static ReferenceCosts costs(
            MetricTable table, double[] levels, Map<String, NetworkFeatures> features, Hyperparameters hyper) {
        int size = levels.length;
        double[][] amounts = new double[size][];
        double[] logs = new double[size];
        double[] sampling = new double[size];
        int count = 0;
        for (int n = 0; n < size; n++) {
            NetworkFeatures own = features.get(table.networks().get(n));
            if (own != null && !Double.isNaN(levels[n])) {
                amounts[count] = own.vector();
                logs[count] = levels[n];
                sampling[count++] = LEVEL_SPREAD * LEVEL_SPREAD + TARGET_SPREAD * TARGET_SPREAD / table.rowsOf(n);
            }
        }
        return ReferenceCosts.fit(
                Arrays.copyOf(amounts, count), Arrays.copyOf(logs, count), Arrays.copyOf(sampling, count), hyper);
    }

    /** The model of the pool without one of its targets: the same prior, from where this one stands. */
    PoolModel withoutTarget(MetricTable table, int target) {
        PoolModel model = new PoolModel(this);
        model.maximise(table.withoutTarget(target), MORE_ITERATIONS);
        return model;
    }

    private void maximise(MetricTable table, int iterations) {
        int targets = table.targets().size();
        int size = points.length;
        for (int iteration = 0; iteration < iterations && targets > 0; iteration++) {
            double[][] means = new double[targets][];
            double[][] sum = new double[size][size];
            double[][] precision = new double[size][];
            for (int n = 0; n < size; n++) {
                precision[n] = priorOfMeanInverse[n].clone();
            }
            double[] slope = Matrices.product(Matrices.minus(priorMean, mean), priorOfMeanInverse);
            for (int d = 0; d < targets; d++) {
                TargetPosterior posterior = TargetPosterior.of(mean, covariance, table.logs(d), hyper);
                means[d] = expectation(posterior, sum);
                posterior.addTo(precision, slope);
            }
            covarianceOfMean = Matrices.inverse(precision);
            double[] moved = mean.clone();
            Matrices.addScaled(moved, 1, Matrices.product(slope, covarianceOfMean));
            mean = moved;
            for (double[] one : means) {
                Matrices.addOuter(sum, Matrices.minus(one, mean));
            }
            double all = targets + hyper.priorTargets();
            double[][] next = new double[size][size];
            for (int n = 0; n < size; n++) {
                Matrices.addScaled(next[n], 1 / all, sum[n]);
                Matrices.addScaled(next[n], hyper.priorTargets() / all, prior[n]);
            }
            covariance = next;
        }
    }

    /** The posterior mean of a target's log figures; their posterior covariance is added to a sum. */
    private double[] expectation(TargetPosterior posterior, double[][] sum) {
        double[] expected = mean.clone();
        for (int n = 0; n < expected.length; n++) {
            expected[n] += posterior.shift(covariance[n]);
            Matrices.addScaled(sum[n], 1, covariance[n]);
            double[] weights = posterior.weights(covariance[n]);
            for (int i = 0; i < weights.length; i++) {
                Matrices.addScaled(sum[n], -weights[i], covariance[posterior.known()[i]]);
            }
        }
        return expected;
    }

    /** What is known of a target with these log figures; NaN where unknown. */
    TargetPosterior posterior(double[] logs) {
        double[][] total = new double[points.length][];
        for (int n = 0; n < total.length; n++) {
            total[n] = covariance[n].clone();
            Matrices.addScaled(total[n], 1, covarianceOfMean[n]);
        }
        return TargetPosterior.of(mean, total, logs, hyper);
    }

    /** The variance of a figure that is measured, beyond that of the figure itself: Student's. */
    double noiseVariance() {
        return hyper.noise() * hyper.noise() * hyper.degrees() / (hyper.degrees() - 2);
    }

    Hyperparameters hyper() {
        return hyper;
    }

    NetworkPoint point(int network) {
        return points[network];
    }

    NetworkPoint point(NetworkFeatures features) {
        return NetworkPoint.of(features, costs, hyper, unknownMean);
    }

    /** A network of the pool as a combination of the pool's. */
    Projection projection(int network) {
        double[] own = new double[points.length];
        own[network] = 1;
        double[] none = new double[points.length];
        return new Projection(this, points[network], true, mean[network], own, own, none, none);
    }

    /** A network that is not in the pool as a combination of those that are, and what is left over. */
    Projection projection(NetworkPoint point) {
        double[] means = new double[points.length];
        double[] departures = new double[points.length];
        for (int n = 0; n < points.length; n++) {
            means[n] = kernel.ofMeans(point, points[n]);
            departures[n] = kernel.ofDepartures(point, points[n]);
        }
        double[] ofMeans = Matrices.product(means, priorOfMeanInverse);
        return new Projection(
                this,
                point,
                false,
                point.mean() + Matrices.dot(ofMeans, Matrices.minus(mean, priorMean)),
                ofMeans,
                Matrices.product(departures, priorInverse),
                means,
                departures);
    }

    /**
     * A network's log figure on a target as {@code expected + a (mean - E[mean]) + b departure + residual}: its dependence on the means of the pool's
     * networks over targets, and on their departures from these on the target.
     */
    static final class Projection {
        private final PoolModel model;
        private final NetworkPoint point;
        private final boolean inPool;
        private final double expected;
        private final double[] ofMeans;
        private final double[] ofDepartures;
        private final double[] meanKernel;
        private final double[] departureKernel;
        private final double[] covariances;
        private final double residual;
        private final double told;

        private Projection(
                PoolModel model,
                NetworkPoint point,
                boolean inPool,
                double expected,
                double[] ofMeans,
                double[] ofDepartures,
                double[] meanKernel,
                double[] departureKernel) {
            this.model = model;
            this.point = point;
            this.inPool = inPool;
            this.expected = expected;
            this.ofMeans = ofMeans;
            this.ofDepartures = ofDepartures;
            this.meanKernel = meanKernel;
            this.departureKernel = departureKernel;
            covariances = Matrices.product(ofMeans, model.covarianceOfMean);
            Matrices.addScaled(covariances, 1, Matrices.product(ofDepartures, model.covariance));
            residual = Math.max(0, residual(this));
            told = prior(this);
        }

        NetworkPoint point() {
            return point;
        }

        /** The mean of its log figure on a target. */
        double mean(TargetPosterior posterior) {
            return expected + posterior.shift(covariances);
        }

        /** The covariance of its log figure on a target with that of another network, or of itself. */
        double covariance(Projection other, TargetPosterior posterior) {
            return prior(other) + residual(other) - posterior.reduction(covariances, other.covariances);
        }

        /**
         * The variance of its figure as it will be measured on a target. What the pool's networks tell is as uncertain as the target's other figures show;
         * what they do not tell is not.
         */
        double variance(TargetPosterior posterior) {
            double left = Math.max(0, told - posterior.reduction(covariances, covariances));
            double dispersion = posterior.dispersion(model.hyper.priorFigures());
            return residual
                    + (left + model.noiseVariance()) * (model.manyTargets ? dispersion : Math.max(1, dispersion));
        }

        /** The covariance of what the pool's networks tell, before anything is known of the target. */
        private double prior(Projection other) {
            return Matrices.dot(Matrices.product(ofMeans, model.covarianceOfMean), other.ofMeans)
                    + Matrices.dot(Matrices.product(ofDepartures, model.covariance), other.ofDepartures);
        }

        /** How much its mean moves with each known log figure of the target. */
        double[] weights(TargetPosterior posterior) {
            return posterior.weights(covariances);
        }

        /** The covariance of what the pool's networks say nothing about. */
        private double residual(Projection other) {
            if (inPool || other.inPool) {
                return 0;
            }
            NetworkKernel kernel = model.kernel;
            double prior = this == other
                    ? kernel.ofMean(point) + kernel.ofDeparture(point)
                    : kernel.ofMeans(point, other.point) + kernel.ofDepartures(point, other.point);
            return prior - Matrices.dot(ofMeans, other.meanKernel) - Matrices.dot(ofDepartures, other.departureKernel);
        }
    }
}
