package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.op.Shape;
import dev.tradespace.api.quantization.ActivationScale;
import org.jspecify.annotations.Nullable;

/**
 * What a layer puts out.
 *
 * @param tensor the tensor that holds it
 * @param shape its shape as the architecture has it
 * @param layout how its elements lie
 * @param nonNegative whether no element can be below 0
 */
record TfliteValue(FileTensor tensor, Shape shape, TfliteLayout layout, boolean nonNegative) {
    /** Its integers' scale; null where it holds floats. */
    @Nullable
    ActivationScale scale() {
        return tensor.scale();
    }

    /** Whether both layouts have its elements in one order: one channel, or one position. */
    boolean anyOrder() {
        return shape.isFeatureMap() && (shape.channels() == 1 || (shape.height() == 1 && shape.width() == 1));
    }
}
