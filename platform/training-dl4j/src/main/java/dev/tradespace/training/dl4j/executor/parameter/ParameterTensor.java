package dev.tradespace.training.dl4j.executor.parameter;

import dev.tradespace.api.op.WeightSpec;

/**
 * A tensor's place in the flat arrays.
 *
 * @param spec the tensor as the API knows it, under its full name
 * @param layout how its elements lie
 * @param offset of its first element, in the parameters if it is trainable, in the running statistics otherwise
 */
public record ParameterTensor(WeightSpec spec, TensorLayout layout, int offset) {
    /** The number of its elements. */
    public int length() {
        return Math.toIntExact(spec.elements());
    }
}
