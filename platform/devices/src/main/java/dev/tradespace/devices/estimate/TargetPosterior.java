package dev.tradespace.devices.estimate;

import java.util.Arrays;

/**
 * What the known log figures of one target say: the solution of a Gaussian process over networks, with Student noise on what is known, by iterated
 * weights, so that an absurd figure hardly counts.
 *
 * @source Rasmussen &amp; Williams 2006, "Gaussian Processes for Machine Learning", equations 2.22 to 2.24; Lange, Little &amp; Taylor 1989, "Robust
 *     statistical modeling using the t distribution" (the weights)
 */
final class TargetPosterior {
    private static final int PASSES = 3;
    /** What a single figure counts for at most. */
    private static final double LARGEST_SQUARE = 16;

    private final int[] known;
    private final double[] alpha;
    private final double[][] inverse;

    private TargetPosterior(int[] known, double[] alpha, double[][] inverse) {
        this.known = known;
        this.alpha = alpha;
        this.inverse = inverse;
    }

    /**
     * The posterior of a target.
     *
     * @param mean of the networks before anything is known of the target
     * @param covariance likewise
     * @param logs its log figures; NaN where unknown
     */
    static TargetPosterior of(double[] mean, double[][] covariance, double[] logs, Hyperparameters hyper) {
        int[] known = MetricTable.known(logs);
        int count = known.length;
        double[] residuals = new double[count];
        for (int i = 0; i < count; i++) {
            residuals[i] = logs[known[i]] - mean[known[i]];
        }
        double noise = hyper.noise() * hyper.noise();
        double[] variances = new double[count];
        Arrays.fill(variances, noise);
        double[][] inverse = inverse(covariance, known, variances);
        for (int pass = 1; pass < PASSES; pass++) {
            double[] alpha = Matrices.product(residuals, inverse);
            for (int i = 0; i < count; i++) {
                // What the noise took of the residual, and how sure that is.
                double taken = variances[i] * alpha[i];
                double unsure = Math.max(0, variances[i] - variances[i] * variances[i] * inverse[i][i]);
                double weight = (hyper.degrees() + 1) / (hyper.degrees() + (taken * taken + unsure) / noise);
                variances[i] = noise / weight;
            }
            inverse = inverse(covariance, known, variances);
        }
        return new TargetPosterior(known, Matrices.product(residuals, inverse), inverse);
    }

    private static double[][] inverse(double[][] covariance, int[] known, double[] variances) {
        int count = known.length;
        double[][] matrix = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                matrix[i][j] = covariance[known[i]][known[j]];
            }
            matrix[i][i] += variances[i];
        }
        return Matrices.inverse(matrix);
    }

    /** The networks whose figure on the target is known. */
    int[] known() {
        return known;
    }

    /** The covariances with what is known, of covariances with all networks of the pool. */
    private double[] withKnown(double[] covariances) {
        double[] picked = new double[known.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = covariances[known[i]];
        }
        return picked;
    }

    /** How far the mean of a quantity moves from its prior. */
    double shift(double[] covariances) {
        return Matrices.dot(withKnown(covariances), alpha);
    }

    /** How much less two quantities vary together than before. */
    double reduction(double[] covariances, double[] others) {
        return Matrices.dot(Matrices.product(withKnown(covariances), inverse), withKnown(others));
    }

    /** How much the mean of a quantity moves with each known log figure. */
    double[] weights(double[] covariances) {
        return Matrices.product(withKnown(covariances), inverse);
    }

    /** Adds what the target says of the means of the networks over targets: the precision of its log figures, and the slope of their likelihood. */
    void addTo(double[][] precision, double[] slope) {
        for (int i = 0; i < known.length; i++) {
            slope[known[i]] += alpha[i];
            for (int j = 0; j < known.length; j++) {
                precision[known[i]][known[j]] += inverse[i][j];
            }
        }
    }

    /**
     * How much wider the target's errors are than the model expects, as a factor of the variance: the known log figures, each left out, against their
     * predictive variance, shrunk to 1.
     *
     * @source Rasmussen &amp; Williams 2006, equation 5.12 (leaving one out in closed form)
     */
    double dispersion(double priorFigures) {
        double sum = priorFigures;
        for (int i = 0; i < known.length; i++) {
            sum += Math.min(LARGEST_SQUARE, alpha[i] * alpha[i] / inverse[i][i]);
        }
        return sum / (priorFigures + known.length);
    }
}
