package dev.tradespace.api.quantization;

/**
 * How a tensor of activations is stored as signed 8-bit integers: {@code real = scale * (q - zeroPoint)}.
 *
 * @param scale the step between two integers, above 0
 * @param zeroPoint the integer that stands for 0, from {@value #LEAST} to {@value #MOST}
 * @source Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, CVPR
 *     2018, equation 1
 */
public record ActivationScale(float scale, int zeroPoint) {
    /** The least integer. */
    public static final int LEAST = Byte.MIN_VALUE;

    /** The largest integer. */
    public static final int MOST = Byte.MAX_VALUE;

    /** That of what a sigmoid puts out, 0 to 1 in 256 steps, as TensorFlow Lite prescribes it. */
    public static final ActivationScale SIGMOID = new ActivationScale(1f / 256, LEAST);

    /** That of a sum whose storing clips it to 0 to 6. */
    public static final ActivationScale CLIPPED_AT_6 = covering(0, 6);

    /** That of a hard sigmoid: such a sum, read as a sixth. */
    public static final ActivationScale HARD_SIGMOID = new ActivationScale(CLIPPED_AT_6.scale / 6, LEAST);

    public ActivationScale {
        if (!(scale > 0) || !Float.isFinite(scale)) {
            throw new IllegalArgumentException("a scale must be above 0 and finite, was " + scale);
        }
        if (zeroPoint < LEAST || zeroPoint > MOST) {
            throw new IllegalArgumentException(
                    "a zero point must be from " + LEAST + " to " + MOST + ", was " + zeroPoint);
        }
    }

    /**
     * The scale that covers a range, which is widened to hold 0, so that 0 is exact.
     *
     * @throws IllegalArgumentException if a bound is not finite
     */
    public static ActivationScale covering(double least, double most) {
        double low = Math.min(0, least);
        double high = Math.max(0, most);
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("a range must be finite to be quantised, was " + least + " to " + most);
        }
        float scale = (float) ((high - low) / (MOST - LEAST));
        if (scale < Float.MIN_NORMAL) {
            return new ActivationScale(1, 0);
        }
        long zero = Math.round(LEAST - low / scale);
        return new ActivationScale(scale, (int) Math.max(LEAST, Math.min(MOST, zero)));
    }

    /** The least real number that it holds. */
    public double least() {
        return (double) scale * (LEAST - zeroPoint);
    }

    /** The largest real number that it holds. */
    public double most() {
        return (double) scale * (MOST - zeroPoint);
    }
}
