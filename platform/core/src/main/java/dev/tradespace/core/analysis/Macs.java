package dev.tradespace.core.analysis;

/**
 * Multiply-accumulates at batch 1.
 *
 * @param convolution of convolutions: {@code K x K x (N / groups) x M} per position of the output
 * @param dense of dense layers and attention's projections
 * @param attention of products of two activations: QK and AV
 */
public record Macs(long convolution, long dense, long attention) {
    static final Macs NONE = new Macs(0, 0, 0);

    /** All together. */
    public long total() {
        return convolution + dense + attention;
    }

    Macs plus(Macs other) {
        return new Macs(convolution + other.convolution, dense + other.dense, attention + other.attention);
    }
}
