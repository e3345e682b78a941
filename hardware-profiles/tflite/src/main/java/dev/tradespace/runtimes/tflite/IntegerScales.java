package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.ChannelScales;

/**
 * The scales of a convolution or dense layer that is computed in integers.
 *
 * @param input of what it reads
 * @param kernel of the kernel's output channels
 * @param mostWeight the largest integer of a weight
 * @param output of what it puts out
 */
record IntegerScales(ActivationScale input, ChannelScales kernel, int mostWeight, ActivationScale output) {
    /** The integers of the kernel. */
    byte[] kernel(float[] values) {
        return kernel.quantize(values, mostWeight);
    }

    /** Adds the bias in the scale of the products that it is added to. */
    int bias(TfliteGraph graph, String name, float[] values) {
        int[] integers = new int[values.length];
        for (int c = 0; c < values.length; c++) {
            double step = (double) input.scale() * kernel.scales().get(c);
            // A value beyond the integers becomes the nearest of them.
            integers[c] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Math.rint(values[c] / step)));
        }
        return graph.constant(name, integers, TensorScales.ofBias(input, kernel));
    }
}
