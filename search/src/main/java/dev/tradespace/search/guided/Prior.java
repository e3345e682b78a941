package dev.tradespace.search.guided;

import java.util.Arrays;

/**
 * Prior of a kernel's parameters: each is normal, and so its exponential log-normal. All units together weigh 1, so
 * that a space of many parameters is no rougher than one of few.
 *
 * @source Hvarfner, Hellsten &amp; Nardi 2024, "Vanilla Bayesian optimization performs great in high dimensions"
 *     (length scales that grow with the dimension)
 */
final class Prior {
    private static final double TOTAL_WEIGHT = 1;
    private static final double UNIT_DEVIATION = 1.2;
    private static final double OPTION_DEVIATION = 0.6;
    private static final double LINEAR = 0.3;
    private static final double NOISE = 0.02;

    private final double[] means;
    private final double[] deviations;

    private Prior(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /** The prior over an encoding. */
    static Prior over(Encoding encoding) {
        double[] means = new double[Kernel.parameters(encoding)];
        double[] deviations = new double[means.length];
        int units = encoding.units();
        int at = units + encoding.options();
        Arrays.fill(means, 0, units, Math.log(TOTAL_WEIGHT / Math.max(1, units)));
        Arrays.fill(deviations, 0, units, UNIT_DEVIATION);
        Arrays.fill(deviations, units, at, OPTION_DEVIATION);
        deviations[at] = 1;
        means[at + 1] = Math.log(LINEAR);
        deviations[at + 1] = 1.2;
        means[at + 2] = Math.log(NOISE);
        deviations[at + 2] = 1.5;
        return new Prior(means, deviations);
    }

    /** A copy of the means: where a fit begins. */
    double[] means() {
        return means.clone();
    }

    /** The scale of a parameter. */
    double deviation(int parameter) {
        return deviations[parameter];
    }

    /** The negative logarithm of the density, but for a constant; its gradient is added to the one given. */
    double penalty(double[] parameters, double[] gradient) {
        double sum = 0;
        for (int p = 0; p < parameters.length; p++) {
            double off = (parameters[p] - means[p]) / deviations[p];
            sum += 0.5 * off * off;
            gradient[p] += off / deviations[p];
        }
        return sum;
    }
}
