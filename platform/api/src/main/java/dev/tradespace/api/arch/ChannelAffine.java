package dev.tradespace.api.arch;

import dev.tradespace.api.op.BatchNorm;

/**
 * What a batch normalisation does to a channel at inference: {@code y = factor * x + summand}. Exporters fold it into the convolution before it.
 *
 * @source Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, CVPR 2018,
 *     section 3.2
 */
public final class ChannelAffine {
    private final double[] factors;
    private final double[] summands;

    private ChannelAffine(double[] factors, double[] summands) {
        this.factors = factors;
        this.summands = summands;
    }

    /**
     * That of a batch normalisation.
     *
     * @param norm a layer that is one
     * @param weights with its four vectors
     */
    public static ChannelAffine of(Layer norm, BatchNorm op, Weights weights) {
        float[] scale = weights.checked(norm.weights().get(0));
        float[] shift = weights.checked(norm.weights().get(1));
        float[] mean = weights.checked(norm.weights().get(2));
        float[] variance = weights.checked(norm.weights().get(3));
        double[] factors = new double[scale.length];
        double[] summands = new double[scale.length];
        for (int c = 0; c < scale.length; c++) {
            factors[c] = scale[c] / Math.sqrt(variance[c] + op.epsilon());
            summands[c] = shift[c] - mean[c] * factors[c];
        }
        return new ChannelAffine(factors, summands);
    }

    /** What each channel is multiplied by. */
    public float[] factors() {
        return floats(factors);
    }

    /** What is then added to each channel. */
    public float[] summands() {
        return floats(summands);
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /** Makes a kernel {@code [channels, ...]} and its bias those of convolution and normalisation together. */
    public void fold(float[] kernel, float[] bias) {
        int perChannel = kernel.length / factors.length;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] * factors[i / perChannel]);
        }
        for (int c = 0; c < factors.length; c++) {
            bias[c] = (float) (bias[c] * factors[c] + summands[c]);
        }
    }
}
