package dev.tradespace.onnx;

import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import org.jspecify.annotations.Nullable;

/** Weights that keep the tensor asked for last: one that is written in several parts is made or read once. */
final class LastTensorCache {
    private final Weights weights;
    private @Nullable WeightSpec spec;
    private float[] values = {};

    LastTensorCache(Weights weights) {
        this.weights = weights;
    }

    /**
     * The values of a tensor, shared: nobody changes them.
     *
     * @throws IllegalArgumentException if the weights have another number of values than the architecture asks for
     */
    float[] values(WeightSpec wanted) {
        if (!wanted.equals(spec)) {
            // The old tensor is let go before the new one is made.
            spec = null;
            values = new float[0];
            values = weights.checked(wanted);
            spec = wanted;
        }
        return values;
    }
}
