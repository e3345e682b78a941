package dev.tradespace.api.arch;

import dev.tradespace.api.op.WeightSpec;

/**
 * The named tensors of an architecture, random by seed or trained. Tensors are made or read when asked for, so that a
 * network of 2.5 GB never stands in memory at once.
 */
public interface Weights {
    /**
     * What these weights are, for the identity of results: {@code random:7} or {@code trained:<digest>}. Equal ids
     * mean equal values for one architecture.
     */
    String id();

    /**
     * The values of a tensor in row-major order of its shape, a fresh array.
     *
     * @throws IllegalArgumentException if there is no such tensor
     */
    float[] values(WeightSpec tensor);

    /**
     * The same, counted.
     *
     * @throws IllegalArgumentException if there is no such tensor, or it has another number of values than the architecture asks for
     */
    default float[] checked(WeightSpec tensor) {
        float[] values = values(tensor);
        if (values.length != tensor.elements()) {
            throw new IllegalArgumentException("tensor " + tensor.name() + " must have " + tensor.elements()
                    + " values (" + tensor.shape() + "), was given " + values.length);
        }
        return values;
    }
}
