package dev.tradespace.plugins.efficientnet;

/**
 * Depth, width and resolution scaled together by one coefficient.
 *
 * <p>The powers of the paper's own (1.2, 1.1, 1.15) do not give B3 to B7: those are defined by a table of width and
 * depth coefficients.
 *
 * @source Tan &amp; Le 2019, equation 3: depth {@code alpha^phi}, width {@code beta^phi}, resolution {@code gamma^phi};
 *     with {@code alpha beta^2 gamma^2 = 2} every step of phi doubles the multiply-accumulates
 * @param phi the compound coefficient, at least 0; 0 is the baseline
 * @param alpha the base of depth, at least 1
 * @param beta the base of width, at least 1
 * @param gamma the base of resolution, at least 1
 */
public record CompoundCoefficients(double phi, double alpha, double beta, double gamma) {
    public CompoundCoefficients {
        if (!(phi >= 0) || !(alpha >= 1) || !(beta >= 1) || !(gamma >= 1)) {
            throw new IllegalArgumentException("phi must be at least 0, alpha, beta and gamma at least 1, were " + phi
                    + ", " + alpha + ", " + beta + ", " + gamma);
        }
    }

    /** The factor of every stage's number of layers. */
    public double depth() {
        return Math.pow(alpha, phi);
    }

    /** The factor of every layer's channels. */
    public double width() {
        return Math.pow(beta, phi);
    }

    /**
     * The side of the image in pixels, rounded to a whole one.
     *
     * @param baseline the baseline's side in pixels
     */
    public long resolution(int baseline) {
        return Math.round(baseline * Math.pow(gamma, phi));
    }
}
