package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.ChannelScales;
import java.util.List;

/**
 * The scales of a tensor of integers, as the file holds them: {@code real = scale * (q - zeroPoint)}.
 *
 * @param scales one, or one for each index of an axis
 * @param zeroPoint that of all of them
 * @param axis the axis, where there are several
 */
record TensorScales(List<Float> scales, int zeroPoint, int axis) {
    TensorScales {
        scales = List.copyOf(scales);
    }

    static TensorScales of(ActivationScale scale) {
        return new TensorScales(List.of(scale.scale()), scale.zeroPoint(), 0);
    }

    /** Those of a kernel whose output channels lie along this axis. */
    static TensorScales of(ChannelScales kernel, int axis) {
        return new TensorScales(kernel.scales(), 0, axis);
    }

    /** Those of the bias that is added to the products of an input and a kernel. */
    static TensorScales ofBias(ActivationScale input, ChannelScales kernel) {
        return new TensorScales(
                kernel.scales().stream().map(scale -> scale * input.scale()).toList(), 0, 0);
    }
}
