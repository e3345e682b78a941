package dev.tradespace.devices.estimate;

/**
 * A kind of work that a network does and a device needs time for. The time of a network is modelled as the sum over the kinds of amount times cost, a
 * cost per device and kind; the costs here are where a fit starts.
 *
 * <p>The costs are relative ones, of a processor core of some 10 GMAC/s in nanoseconds; their common level is free. How far a device's costs lie from
 * them is log-normal.
 */
public enum CostKind {
    /** Multiply-accumulates of dense convolutions over an image: at most four input channels, which fill no vector. */
    STEM("convolution of the image", 0.15, 0.42),
    /** Multiply-accumulates of dense 3x3 convolutions of stride 1, which Winograd's transform makes cheaper. */
    CONVOLUTION_3X3("3x3 convolution", 0.06, 0.42),
    /** Multiply-accumulates of all other dense convolutions wider than 1x1. */
    CONVOLUTION("other convolution", 0.1, 0.42),
    /** Multiply-accumulates of 1x1 convolutions: a product of two matrices, one of which is an image. */
    POINTWISE("1x1 convolution", 0.1, 0.3),
    /** Multiply-accumulates of dense layers over tokens: a product of two matrices. */
    TOKENS("matrix product over tokens", 0.1, 0.42),
    /**
     * Multiply-accumulates, once more, of dense convolutions whose channels are no multiple of 8, as if they were rounded up: they fill no whole vectors,
     * and a runtime that lays channels out in blocks falls back to a slower way.
     */
    UNALIGNED("convolution of channels that are no multiple of 8", 0.04, 0.2),
    /** Multiply-accumulates of grouped convolutions that are not depthwise. */
    GROUPED("grouped convolution", 0.15, 0.6),
    /** Multiply-accumulates of depthwise convolutions. */
    DEPTHWISE("depthwise convolution", 0.3, 0.6),
    /** Multiply-accumulates of dense layers over one vector, whose weights are each read for one product. */
    DENSE("dense layer", 0.3, 0.6),
    /** Multiply-accumulates of products of two activations: QK and AV. */
    ATTENTION("attention", 0.15, 0.42),
    /** Elements of attention's weights, of each of which an exponential is taken. */
    SOFTMAX("softmax of attention", 5, 0.72),
    /** Elements read and written by operations without weights that no runtime fuses into a convolution. */
    ELEMENTWISE("element-wise operation", 0.5, 0.72),
    /** The same, once more, beyond 200,000 in one operation: what the cache of one core does not keep. */
    LARGE_TENSORS("element-wise operation beyond the cache", 0.3, 0.72),
    /** Activations read and written by operations with weights. */
    ACTIVATIONS("traffic of activations", 0.5, 0.72),
    /** Weights read by operations. */
    WEIGHTS("traffic of weights", 0.3, 0.72),
    /** Operations with weights: what starting one takes. */
    LAYERS("overhead per layer", 1e4, 1.5);

    private final String title;
    private final double cost;
    private final double deviation;

    CostKind(String title, double cost, double deviation) {
        this.title = title;
        this.cost = cost;
        this.deviation = deviation;
    }

    /** What it is, for people. */
    String title() {
        return title;
    }

    /** The logarithm of its prior cost. */
    double logCost() {
        return Math.log(cost);
    }

    /** The standard deviation of the logarithm of its cost, before the hyperparameter that scales them all. */
    double deviation() {
        return deviation;
    }
}
