package dev.tradespace.devices.estimate;

import java.util.Arrays;

/**
 * The mean costs of the kinds of work over the targets of a pool: {@code log t = log(sum over kinds of amount x cost)}, fitted to the mean log figures
 * of networks. Costs are log-normal about their prior, with one level that is free. Residuals have Student's distribution, by iterated weights; what is
 * left over is the variance of a network's own mean.
 *
 * @source Bishop 2006, "Pattern Recognition and Machine Learning", section 4.4 (Laplace approximation); Lange, Little &amp; Taylor 1989, "Robust
 *     statistical modeling using the t distribution" (the weights)
 */
final class ReferenceCosts {
    /** The standard deviation of the level, which leaves it free. */
    private static final double LEVEL_VARIANCE = 100;

    private static final int PASSES = 4;
    private static final int STEPS = 40;
    private static final double LONGEST_STEP = 1;
    private static final double SMALLEST_SCALE = 0.2;
    private static final double LARGEST_SCALE = 9;
    private static final int KINDS = CostKind.values().length;
    private static final double[] DEVIATIONS =
            Arrays.stream(CostKind.values()).mapToDouble(CostKind::deviation).toArray();

    private final double[] logCosts;
    private final double scale;

    private ReferenceCosts(double[] logCosts, double scale) {
        this.logCosts = logCosts;
        this.scale = scale;
    }

    /** The logarithm of the cost of a kind. */
    double logCost(int kind) {
        return logCosts[kind];
    }

    /** What the prior variances of the networks' means are multiplied by in this pool. */
    double scale() {
        return scale;
    }

    /** The prior covariance of the log costs. */
    static double[][] priorCovariance(Hyperparameters hyper) {
        double[][] covariance = new double[KINDS][KINDS];
        for (int i = 0; i < KINDS; i++) {
            Arrays.fill(covariance[i], LEVEL_VARIANCE);
            double deviation = DEVIATIONS[i] * hyper.costs();
            covariance[i][i] += deviation * deviation;
        }
        return covariance;
    }

    /** The prior covariance of two log figures of which the kinds have these shares. */
    static double covariance(double[] shares, double[] others, Hyperparameters hyper) {
        double sum = 0;
        double sumOfShares = 0;
        double sumOfOthers = 0;
        for (int k = 0; k < KINDS; k++) {
            sum += DEVIATIONS[k] * DEVIATIONS[k] * shares[k] * others[k];
            sumOfShares += shares[k];
            sumOfOthers += others[k];
        }
        return hyper.costs() * hyper.costs() * sum + LEVEL_VARIANCE * sumOfShares * sumOfOthers;
    }

    /** The prior means of the log costs. */
    static double[] priorMeans() {
        return Arrays.stream(CostKind.values()).mapToDouble(CostKind::logCost).toArray();
    }

    /**
     * Fits the costs.
     *
     * @param amounts of the kinds by network
     * @param logs the mean log figure of each network
     * @param sampling the variance of each of these means
     */
    static ReferenceCosts fit(double[][] amounts, double[] logs, double[] sampling, Hyperparameters hyper) {
        double own = hyper.meanSmooth() * hyper.meanSmooth() + hyper.meanOwn() * hyper.meanOwn();
        double[] prior = priorMeans();
        double[][] precision = Matrices.inverse(priorCovariance(hyper));
        double[] p = prior.clone();
        double level = 0;
        for (int n = 0; n < logs.length; n++) {
            level += (logs[n] - logOfTime(amounts[n], p)) / logs.length;
        }
        for (int k = 0; k < KINDS; k++) {
            p[k] += level;
        }
        double scale = 1;
        double[] weights = new double[logs.length];
        Arrays.fill(weights, 1);
        for (int pass = 0; pass < PASSES && logs.length > 0; pass++) {
            double[] variances = new double[logs.length];
            for (int n = 0; n < logs.length; n++) {
                variances[n] = (scale * own + sampling[n]) / weights[n];
            }
            Normal fit = new Normal(amounts, logs, variances, prior, precision, p);
            fit.descend();
            p = fit.at;
            double[] squares = fit.leftOutSquares();
            double sum = hyper.priorNetworks();
            for (int n = 0; n < logs.length; n++) {
                weights[n] = (hyper.degrees() + 1) / (hyper.degrees() + squares[n] / (scale * own + sampling[n]));
                sum += Math.min(LARGEST_SCALE, Math.max(0, squares[n] - sampling[n]) / own);
            }
            scale = Math.max(SMALLEST_SCALE, Math.min(LARGEST_SCALE, sum / (hyper.priorNetworks() + logs.length)));
        }
        return new ReferenceCosts(p, scale);
    }

    private static double logOfTime(double[] amounts, double[] p) {
        double time = 0;
        for (int k = 0; k < KINDS; k++) {
            time += amounts[k] * Math.exp(p[k]);
        }
        return Math.log(time);
    }

    /** The fit for fixed variances, by Levenberg and Marquardt's method. */
    private static final class Normal {
        private final double[][] amounts;
        private final double[] logs;
        private final double[] variances;
        private final double[] prior;
        private final double[][] precision;
        private final double[][] shares;
        private final double[] residuals;
        private double[] at;

        Normal(
                double[][] amounts,
                double[] logs,
                double[] variances,
                double[] prior,
                double[][] precision,
                double[] start) {
            this.amounts = amounts;
            this.logs = logs;
            this.variances = variances;
            this.prior = prior;
            this.precision = precision;
            this.at = start;
            shares = new double[logs.length][KINDS];
            residuals = new double[logs.length];
        }

        private double objective(double[] p) {
            double[] away = Matrices.minus(p, prior);
            double sum = Matrices.dot(away, Matrices.product(away, precision));
            for (int n = 0; n < logs.length; n++) {
                double residual = logs[n] - logOfTime(amounts[n], p);
                sum += residual * residual / variances[n];
            }
            return sum;
        }

        private void linearise() {
            for (int n = 0; n < logs.length; n++) {
                double time = 0;
                for (int k = 0; k < KINDS; k++) {
                    shares[n][k] = amounts[n][k] * Math.exp(at[k]);
                    time += shares[n][k];
                }
                for (int k = 0; k < KINDS; k++) {
                    shares[n][k] /= time;
                }
                residuals[n] = logs[n] - Math.log(time);
            }
        }

        private double[][] curvature(double damping) {
            double[][] curvature = new double[KINDS][];
            for (int k = 0; k < KINDS; k++) {
                curvature[k] = precision[k].clone();
                curvature[k][k] += damping;
            }
            for (int n = 0; n < logs.length; n++) {
                for (int k = 0; k < KINDS; k++) {
                    Matrices.addScaled(curvature[k], shares[n][k] / variances[n], shares[n]);
                }
            }
            return curvature;
        }

        void descend() {
            double damping = 1e-3;
            double value = objective(at);
            for (int step = 0; step < STEPS; step++) {
                linearise();
                double[] slope = Matrices.product(Matrices.minus(prior, at), precision);
                for (int n = 0; n < logs.length; n++) {
                    Matrices.addScaled(slope, residuals[n] / variances[n], shares[n]);
                }
                double[] move = Matrices.product(slope, Matrices.inverse(curvature(damping)));
                double[] next = at.clone();
                double longest = 0;
                for (int k = 0; k < KINDS; k++) {
                    double change = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, move[k]));
                    next[k] += change;
                    longest = Math.max(longest, Math.abs(change));
                }
                double nextValue = objective(next);
                if (nextValue <= value) {
                    at = next;
                    value = nextValue;
                    damping = Math.max(damping / 3, 1e-6);
                } else {
                    damping *= 5;
                }
                if (longest < 1e-5) {
                    break;
                }
            }
            linearise();
        }

        /** The squares of the residuals as they would be expected without their own share in the fit. */
        double[] leftOutSquares() {
            double[][] covariance = Matrices.inverse(curvature(0));
            double[] squares = new double[logs.length];
            for (int n = 0; n < logs.length; n++) {
                double leverage = Matrices.dot(Matrices.product(shares[n], covariance), shares[n]) / variances[n];
                squares[n] = residuals[n] * residuals[n] / Math.max(0.05, 1 - leverage);
            }
            return squares;
        }
    }
}
