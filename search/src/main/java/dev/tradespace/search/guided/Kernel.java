package dev.tradespace.search.guided;

import java.util.Arrays;

/**
 * Covariance function: a constant, a linear part (main effects) and a Matern 5/2 part (interactions) over one weighted
 * squared distance of features. Immutable.
 *
 * <p>Its parameters, all logarithms, in this order: a weight per unit of the encoding, a factor per option, the
 * variance of the Matern part, that of the linear part, and that of the noise; for values of mean 0 and variance 1.
 *
 * @source Rasmussen &amp; Williams 2006, "Gaussian Processes for Machine Learning", equation 4.17
 */
final class Kernel {
    /** The variance of the values' level. */
    static final double LEVEL = 0.25;
    /** Noise below this would make nearly equal configurations indistinguishable in floating point. */
    static final double LEAST_NOISE = 1e-6;

    private static final double ROOT_OF_FIVE = Math.sqrt(5);

    private final double[] weights;
    private final double smooth;
    private final double linear;
    private final double noise;

    /** The kernel of these parameters over this encoding. */
    Kernel(Encoding encoding, double[] parameters) {
        weights = new double[encoding.features()];
        for (int f = 0; f < weights.length; f++) {
            int option = encoding.option(f);
            double factor = option < 0 ? 0 : parameters[encoding.units() + option];
            weights[f] = Math.exp(parameters[encoding.unit(f)] + factor);
        }
        int at = encoding.units() + encoding.options();
        smooth = Math.exp(parameters[at]);
        linear = Math.exp(parameters[at + 1]);
        noise = Math.exp(parameters[at + 2]) + LEAST_NOISE;
    }

    /** How many parameters there are over an encoding. */
    static int parameters(Encoding encoding) {
        return encoding.units() + encoding.options() + 3;
    }

    double weight(int feature) {
        return weights[feature];
    }

    /** The variance of the Matern part. */
    double smooth() {
        return smooth;
    }

    /** The variance of the linear part. */
    double linear() {
        return linear;
    }

    /** The variance of the noise. */
    double noise() {
        return noise;
    }

    /** The Matern part at a squared distance, of variance 1. */
    static double shape(double squared) {
        double r = ROOT_OF_FIVE * Math.sqrt(squared);
        return (1 + r + r * r / 3) * Math.exp(-r);
    }

    /** Its derivative by the squared distance. */
    static double derivative(double squared) {
        double r = ROOT_OF_FIVE * Math.sqrt(squared);
        return -5.0 / 6 * (1 + r) * Math.exp(-r);
    }

    /** The weighted squared distance. */
    double squared(double[] x, double[] y) {
        double sum = 0;
        for (int f = 0; f < weights.length; f++) {
            double difference = x[f] - y[f];
            sum += weights[f] * difference * difference;
        }
        return sum;
    }

    /** The weighted product. */
    double product(double[] x, double[] y) {
        double sum = 0;
        for (int f = 0; f < weights.length; f++) {
            sum += weights[f] * x[f] * y[f];
        }
        return sum;
    }

    /** The covariance of two configurations, without noise. */
    double covariance(double[] x, double[] y) {
        return LEVEL + smooth * shape(squared(x, y)) + linear * product(x, y);
    }

    /** The covariances of a configuration with those in columns, without noise. */
    void covariances(double[] x, FeatureColumns columns, double[] into) {
        int count = columns.count();
        double[] products = new double[count];
        Arrays.fill(into, 0);
        for (int f = 0; f < weights.length; f++) {
            double weight = weights[f];
            double at = x[f];
            double weighted = weight * at;
            double[] column = columns.feature(f);
            for (int i = 0; i < count; i++) {
                double difference = column[i] - at;
                into[i] += weight * difference * difference;
                products[i] += weighted * column[i];
            }
        }
        for (int i = 0; i < count; i++) {
            into[i] = LEVEL + smooth * shape(into[i]) + linear * products[i];
        }
    }
}
