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
}
