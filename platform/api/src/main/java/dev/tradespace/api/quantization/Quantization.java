package dev.tradespace.api.quantization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The scales of a quantised network's tensors; whatever has none stays in fp32. It belongs to a network whose batch
 * normalisations are folded into the layers before them.
 *
 * <p>A layer with an entry in {@code activations} puts out integers. One without puts out floats: it is computed in fp32, or a
 * runtime computes it together with the activation after it, which has the entry. A convolution or dense layer is computed in
 * integers where its kernel has an entry in {@code kernels} and its input in {@code activations}; its bias is then stored as
 * 32-bit integers with the scale {@code activation * kernel} of each output channel, and the zero point 0.
 *
 * @param activations by the name of the layer that puts the tensor out
 * @param kernels symmetric scales of weights by the tensor's name, one for each output channel (the kernel's first axis): {@code
 *     real = scale * q}
 * @param weightBits of the integers of weights: 8, whose range is -127 to 127, or 7 (-63 to 63) where a processor's sums of two
 *     products of 8 bits could saturate
 */
public record Quantization(
        Map<String, ActivationScale> activations, Map<String, ChannelScales> kernels, int weightBits) {
    /** The precision that files of quantised networks have. */
    public static final String INT8 = "int8";

    private static final int LEAST_BITS = 7;
    private static final int MOST_BITS = 8;

    public Quantization {
        activations = Collections.unmodifiableMap(new LinkedHashMap<>(activations));
        kernels = Collections.unmodifiableMap(new LinkedHashMap<>(kernels));
        if (weightBits < LEAST_BITS || weightBits > MOST_BITS) {
            throw new IllegalArgumentException("weights must have 7 or 8 bits, not " + weightBits);
        }
    }

    /** The largest integer of a weight; the least is its opposite. */
    public int mostWeight() {
        return mostWeight(weightBits);
    }

    /** The largest integer of a weight of so many bits. */
    public static int mostWeight(int bits) {
        return (1 << (bits - 1)) - 1;
    }
}
