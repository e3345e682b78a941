package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The backward pass of the ReLU and the ReLU6, block by block through arrays that stay in the processor's cache. Not
 * for two threads at once.
 */
public final class ReluGradient {
    private final float ceiling;
    private final float[] values = new float[CacheBlocks.SIZE];
    private final float[] gradients = new float[CacheBlocks.SIZE];

    /** The rectifier that rises from zero to a ceiling, infinite for the ReLU. */
    public ReluGradient(float ceiling) {
        this.ceiling = ceiling;
    }

    /**
     * Writes {@code result[i] = gradient[i]} where the output is above zero and below the ceiling, else zero, for the
     * first {@code count} elements.
     *
     * @param output what the forward pass gave
     * @param result may be the gradient
     */
    public void backward(FloatBuffer output, FloatBuffer gradient, FloatBuffer result, int count) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = Math.min(CacheBlocks.SIZE, count - from);
            output.get(from, values, 0, size);
            gradient.get(from, gradients, 0, size);
            gate(size);
            result.put(from, gradients, 0, size);
        }
    }

    private void gate(int size) {
        FloatVector zero = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector output = FloatVector.fromArray(CacheBlocks.SPECIES, values, i);
            zero.blend(
                            FloatVector.fromArray(CacheBlocks.SPECIES, gradients, i),
                            output.compare(VectorOperators.GT, 0).and(output.compare(VectorOperators.LT, ceiling)))
                    .intoArray(gradients, i);
        }
    }
}
