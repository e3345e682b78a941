package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * x times the standard normal distribution function at x, by the error function to 1.5e-7, block by block through
 * arrays that stay in the processor's cache. Not for two threads at once.
 *
 * @source Hendrycks and Gimpel 2016; the error function by Abramowitz and Stegun 1964, 7.1.26
 */
public final class Gelu {
    private static final float ROOT_HALF = (float) Math.sqrt(0.5);
    private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));

    private final float[] values = new float[CacheBlocks.SIZE];
    private final float[] gradients = new float[CacheBlocks.SIZE];

    /** Writes {@code result[i] = gelu(input[i])} for the first {@code count} elements; the two may be one. */
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
            x.mul(distribution(x, bell(x))).intoArray(values, i);
        }
    }

    /**
     * Writes {@code result[i] = gradient[i] * gelu'(input[i])} for the first {@code count} elements; the result may be
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

    private void backward(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector x = FloatVector.fromArray(CacheBlocks.SPECIES, values, i);
            FloatVector bell = bell(x);
            FloatVector slope = bell.mul(DENSITY).fma(x, distribution(x, bell));
            FloatVector.fromArray(CacheBlocks.SPECIES, gradients, i).mul(slope).intoArray(gradients, i);
        }
    }

    /** e to the power of minus half the square. */
    private static FloatVector bell(FloatVector x) {
        return Exponential.of(x.mul(x).mul(-0.5f));
    }

    /** The standard normal distribution function, from the bell at x. */
    private static FloatVector distribution(FloatVector x, FloatVector bell) {
        FloatVector one = FloatVector.broadcast(CacheBlocks.SPECIES, 1);
        FloatVector t = one.div(x.abs().mul(0.3275911f * ROOT_HALF).add(1));
        FloatVector tail = FloatVector.broadcast(CacheBlocks.SPECIES, 1.061405429f)
                .fma(t, FloatVector.broadcast(CacheBlocks.SPECIES, -1.453152027f))
                .fma(t, FloatVector.broadcast(CacheBlocks.SPECIES, 1.421413741f))
                .fma(t, FloatVector.broadcast(CacheBlocks.SPECIES, -0.284496736f))
                .fma(t, FloatVector.broadcast(CacheBlocks.SPECIES, 0.254829592f))
                .mul(t)
                .mul(bell)
                .mul(0.5f);
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        return one.sub(tail).blend(tail, negative);
    }
}
