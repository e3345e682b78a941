package dev.tradespace.search.guided;

import dev.tradespace.core.statistics.Cholesky;
import java.util.Arrays;

/**
 * Negative log marginal likelihood of a kernel's parameters plus their prior's penalty, but for a constant, and its
 * gradient.
 *
 * @source Rasmussen &amp; Williams 2006, "Gaussian Processes for Machine Learning", equations 5.8 and 5.9
 */
final class LogMarginalLikelihood implements Lbfgs.Differentiable {
    private final Encoding encoding;
    private final Prior prior;
    private final double[][] points;
    private final double[] values;
    private final double[][] matrix;
    private final double[][] squared;
    private final double[][] product;

    /**
     * The likelihood of values.
     *
     * @param points the features of each
     * @param values of mean about 0 and variance about 1
     */
    LogMarginalLikelihood(Encoding encoding, double[][] points, double[] values) {
        this.encoding = encoding;
        this.points = points;
        this.values = values;
        prior = Prior.over(encoding);
        int n = values.length;
        matrix = new double[n][n];
        squared = new double[n][n];
        product = new double[n][n];
    }

    /** The value at parameters. */
    double value(double[] parameters) {
        Kernel kernel = new Kernel(encoding, parameters);
        return fill(kernel)
                ? misfit(whitened()) + prior.penalty(parameters, new double[parameters.length])
                : Double.POSITIVE_INFINITY;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        Kernel kernel = new Kernel(encoding, parameters);
        if (!fill(kernel)) {
            return Double.POSITIVE_INFINITY;
        }
        double[] whitened = whitened();
        differentiate(kernel, whitened, gradient);
        return misfit(whitened) + prior.penalty(parameters, gradient);
    }

    /** The covariances, factored; false where they are not positive definite. */
    private boolean fill(Kernel kernel) {
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j <= i; j++) {
                squared[i][j] = kernel.squared(points[i], points[j]);
                product[i][j] = kernel.product(points[i], points[j]);
                matrix[i][j] =
                        Kernel.LEVEL + kernel.smooth() * Kernel.shape(squared[i][j]) + kernel.linear() * product[i][j];
            }
            matrix[i][i] += kernel.noise();
        }
        return Cholesky.factor(matrix);
    }

    private double[] whitened() {
        return Cholesky.forward(matrix, values.length, values);
    }

    private double misfit(double[] whitened) {
        double sum = 0;
        for (int i = 0; i < whitened.length; i++) {
            sum += 0.5 * whitened[i] * whitened[i] + Math.log(matrix[i][i]);
        }
        return sum;
    }

    private void differentiate(Kernel kernel, double[] whitened, double[] gradient) {
        double[] alpha = Cholesky.backward(matrix, values.length, whitened);
        double[][] inverse = Cholesky.inverse(matrix);
        double[] byFeature = new double[encoding.features()];
        double smooth = 0;
        double linear = 0;
        double noise = 0;
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j <= i; j++) {
                // by the covariance of i and j, which stands twice in the matrix unless they are one
                double by = (i == j ? 0.5 : 1) * (inverse[i][j] - alpha[i] * alpha[j]);
                noise += i == j ? by : 0;
                smooth += by * Kernel.shape(squared[i][j]);
                linear += by * product[i][j];
                addByFeature(
                        points[i],
                        points[j],
                        by * kernel.smooth() * Kernel.derivative(squared[i][j]),
                        by * kernel.linear(),
                        byFeature);
            }
        }
        Arrays.fill(gradient, 0);
        for (int f = 0; f < byFeature.length; f++) {
            double by = byFeature[f] * kernel.weight(f);
            gradient[encoding.unit(f)] += by;
            if (encoding.option(f) >= 0) {
                gradient[encoding.units() + encoding.option(f)] += by;
            }
        }
        int at = encoding.units() + encoding.options();
        gradient[at] = smooth * kernel.smooth();
        gradient[at + 1] = linear * kernel.linear();
        gradient[at + 2] = noise * (kernel.noise() - Kernel.LEAST_NOISE);
    }

    private static void addByFeature(double[] x, double[] y, double bySquared, double byProduct, double[] into) {
        for (int f = 0; f < into.length; f++) {
            double difference = x[f] - y[f];
            into[f] += bySquared * difference * difference + byProduct * x[f] * y[f];
        }
    }
}
