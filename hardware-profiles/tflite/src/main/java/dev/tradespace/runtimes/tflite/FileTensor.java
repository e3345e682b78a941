package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.op.Shape;
import dev.tradespace.api.quantization.ActivationScale;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that an operator of the file puts out, or the input.
 *
 * @param index its number in the file
 * @param sizes without the batch
 * @param scale its integers' scale; null where it holds floats
 */
record FileTensor(int index, Shape sizes, @Nullable ActivationScale scale) {}
