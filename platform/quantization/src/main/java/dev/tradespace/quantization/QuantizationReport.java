package dev.tradespace.quantization;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a network was quantised, and what it costs.
 *
 * @param remedies what was done, as people say it: {@code percentile ranges, bias correction}
 * @param weightBits bits of weights: 8, or 7 where this processor's sums could saturate
 * @param calibrationImages how many the ranges were learned from
 * @param divergence by how much the answers' distributions differ from fp32's, the mean Kullback-Leibler divergence in nats, on training images that were
 *     not calibrated with; null for random weights
 * @param plainDivergence the same of plain min-max ranges without any remedy
 * @param accuracy on validation images; null for random weights
 * @param macs multiply-accumulates of an inference
 * @param integerMacs those of layers that are computed in integers
 * @param floats the layers with a kernel that stay in fp32
 * @param maxDrop the most points of accuracy that might be lost
 */
public record QuantizationReport(
        String remedies,
        int weightBits,
        int calibrationImages,
        @Nullable Double divergence,
        @Nullable Double plainDivergence,
        @Nullable Accuracy accuracy,
        long macs,
        long integerMacs,
        List<FloatLayer> floats,
        double maxDrop) {
    public QuantizationReport {
        floats = List.copyOf(floats);
    }

    /**
     * Top-1 accuracies on the same validation images, in percent.
     *
     * @param images how many
     * @param fp32 of the trained network
     * @param int8 of the quantised one, by the runtime's integer kernels
     * @param plain of plain min-max ranges without any remedy
     * @param changed how many images the quantised network answers otherwise than the trained one
     */
    public record Accuracy(int images, double fp32, double int8, double plain, int changed) {
        /** Points lost; below 0 where some were won. */
        public double drop() {
            return fp32 - int8;
        }
    }

    /**
     * A layer with a kernel that stays in fp32.
     *
     * @param reason why, a clause for people
     */
    public record FloatLayer(String layer, String reason) {}

    /** Whether more accuracy was lost than might be. */
    public boolean isOverLimit() {
        return accuracy != null && accuracy.drop() > maxDrop;
    }
}
