package dev.tradespace.onnx;

import java.util.Arrays;

/** What dense layers and attention compute, token by token. */
final class ReferenceTokens {
    private ReferenceTokens() {}

    /** Each row of {@code width} values times each row of the kernel. */
    static double[] dense(double[] x, int width, float[] kernel, float[] bias) {
        int features = bias.length;
        double[] y = new double[x.length / width * features];
        for (int row = 0; row < x.length / width; row++) {
            for (int feature = 0; feature < features; feature++) {
                double sum = bias[feature];
                for (int i = 0; i < width; i++) {
                    sum += x[row * width + i] * kernel[feature * width + i];
                }
                y[row * features + feature] = sum;
            }
        }
        return y;
    }

    /**
     * One head's share of {@code read}: {@code depth} columns from {@code from} on; a row of {@code qkv} has queries,
     * keys, values.
     */
    static void readHead(double[] qkv, double[] read, int width, int from, int depth) {
        int tokens = read.length / width;
        for (int t = 0; t < tokens; t++) {
            double[] shares = new double[tokens];
            for (int s = 0; s < tokens; s++) {
                double dot = 0;
                for (int d = from; d < from + depth; d++) {
                    dot += qkv[t * 3 * width + d] * qkv[s * 3 * width + width + d];
                }
                shares[s] = Math.exp(dot / Math.sqrt(depth));
            }
            double sum = Arrays.stream(shares).sum();
            for (int s = 0; s < tokens; s++) {
                for (int d = from; d < from + depth; d++) {
                    read[t * width + d] += shares[s] / sum * qkv[s * 3 * width + 2 * width + d];
                }
            }
        }
    }
}
