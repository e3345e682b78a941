package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * x times its sigmoid, block by block through arrays that stay in the processor's cache. Not for two threads at once.
 *
 * @source Elfwing et al. 2018; Ramachandran et al. 2017
 */
public final class Silu {
    private final float[] values = new float[CacheBlocks.SIZE];
    private final float[] gradients = new float[CacheBlocks.SIZE];

    /** Writes {@code result[i] = silu(input[i])} for the first {@code count} elements; the two may be one. */
    public void forward(FloatBuffer input, FloatBuffer result, int count) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = Math.min(CacheBlocks.SIZE, count - from);
            input.get(from, values, 0, size);
            forward(size);
            result.put(from, values, 0, size);
        }
    }

    private void forward(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector x = FloatVector.fromArray(CacheBlocks.SPECIES, values, i);
            x.div(Exponential.of(x.neg()).add(1)).intoArray(values, i);
        }
    }

    /**
     * Writes {@code result[i] = gradient[i] * silu'(input[i])} for the first {@code count} elements; the result may be
     * the gradient.
     */
    public void backward(FloatBuffer input, FloatBuffer gradient, FloatBuffer result, int count) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = Math.min(CacheBlocks.SIZE, count - from);
            input.get(from, values, 0, size);
            gradient.get(from, gradients, 0, size);
            backward(size);
            result.put(from, gradients, 0, size);
        }
    }

    /** With s the sigmoid: s (1 + x (1 - s)). */
    private void backward(int size) {
        FloatVector one = FloatVector.broadcast(CacheBlocks.SPECIES, 1);
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector x = FloatVector.fromArray(CacheBlocks.SPECIES, values, i);
            FloatVector sigmoid = one.div(Exponential.of(x.neg()).add(1));
            FloatVector slope = one.sub(sigmoid).fma(x, one).mul(sigmoid);
            FloatVector.fromArray(CacheBlocks.SPECIES, gradients, i).mul(slope).intoArray(gradients, i);
        }
    }
}
