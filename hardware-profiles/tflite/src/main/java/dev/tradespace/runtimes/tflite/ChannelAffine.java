package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.BatchNorm;

/** What a batch norm does to a channel at inference: {@code y = factor * x + summand}. */
final class ChannelAffine {
    private final double[] factors;
    private final double[] summands;

    private ChannelAffine(double[] factors, double[] summands) {
        this.factors = factors;
        this.summands = summands;
    }

    static ChannelAffine of(TfliteGraph graph, Layer norm, BatchNorm op) {
        float[] scale = graph.values(norm.weights().get(0));
        float[] shift = graph.values(norm.weights().get(1));
        float[] mean = graph.values(norm.weights().get(2));
        float[] variance = graph.values(norm.weights().get(3));
        double[] factors = new double[scale.length];
        double[] summands = new double[scale.length];
        for (int c = 0; c < scale.length; c++) {
            factors[c] = scale[c] / Math.sqrt(variance[c] + op.epsilon());
            summands[c] = shift[c] - mean[c] * factors[c];
        }
        return new ChannelAffine(factors, summands);
    }

    float[] factors() {
        return floats(factors);
    }

    float[] summands() {
        return floats(summands);
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /** Makes a kernel {@code [channels, ...]} and its bias those of convolution and norm together. */
    void fold(float[] kernel, float[] bias) {
        int perChannel = kernel.length / factors.length;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] * factors[i / perChannel]);
        }
        for (int c = 0; c < factors.length; c++) {
            bias[c] = (float) (bias[c] * factors[c] + summands[c]);
        }
    }
}
