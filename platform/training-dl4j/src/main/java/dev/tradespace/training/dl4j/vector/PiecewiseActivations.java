package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.CacheBlocks.SPECIES;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The element-wise functions of straight pieces and the sigmoid, with their slopes, block by block through arrays that
 * stay in the processor's cache. Results may be written over what is read. Not for two threads at once.
 *
 * <p>A method that is named after a slope writes {@code dx = dy * slope}; whether it asks for {@code x} or {@code y} is
 * what its operation has to keep.
 */
public final class PiecewiseActivations {
    private static final float SIXTH = 1f / 6;

    private final float[] values = new float[CacheBlocks.SIZE];
    private final float[] gradients = new float[CacheBlocks.SIZE];

    /** What is done with one block. */
    private interface Work {
        void on(PiecewiseActivations curves, int size);
    }

    private void forward(FloatBuffer x, FloatBuffer y, int count, Work work) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = Math.min(CacheBlocks.SIZE, count - from);
            x.get(from, values, 0, size);
            work.on(this, size);
            y.put(from, values, 0, size);
        }
    }

    private void backward(FloatBuffer kept, FloatBuffer dy, FloatBuffer dx, int count, Work work) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = Math.min(CacheBlocks.SIZE, count - from);
            kept.get(from, values, 0, size);
            dy.get(from, gradients, 0, size);
            work.on(this, size);
            dx.put(from, gradients, 0, size);
        }
    }

    /** {@code min(6, max(0, x))}. */
    public void relu6(FloatBuffer x, FloatBuffer y, int count) {
        forward(x, y, count, PiecewiseActivations::relu6);
    }

    private void relu6(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector.fromArray(SPECIES, values, i).max(0).min(6).intoArray(values, i);
        }
    }

    /** {@code min(6, max(0, x + 3)) / 6}. */
    public void hardSigmoid(FloatBuffer x, FloatBuffer y, int count) {
        forward(x, y, count, PiecewiseActivations::hardSigmoid);
    }

    private void hardSigmoid(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, i);
            x.add(3).mul(SIXTH).max(0).min(1).intoArray(values, i);
        }
    }

    /** The slope of the hard sigmoid: a sixth where {@code y} is between zero and one. */
    public void hardSigmoidSlope(FloatBuffer y, FloatBuffer dy, FloatBuffer dx, int count) {
        backward(y, dy, dx, count, PiecewiseActivations::hardSigmoidSlope);
    }

    private void hardSigmoidSlope(int size) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector y = FloatVector.fromArray(SPECIES, values, i);
            zero.blend(
                            FloatVector.fromArray(SPECIES, gradients, i).mul(SIXTH),
                            y.compare(VectorOperators.GT, 0).and(y.compare(VectorOperators.LT, 1)))
                    .intoArray(gradients, i);
        }
    }

    /** {@code x hardSigmoid(x)}. */
    public void hardSwish(FloatBuffer x, FloatBuffer y, int count) {
        forward(x, y, count, PiecewiseActivations::hardSwish);
    }

    private void hardSwish(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, i);
            x.add(3).mul(SIXTH).max(0).min(1).mul(x).intoArray(values, i);
        }
    }

    /** The slope of the hard swish: {@code x / 3 + 1 / 2} between -3 and 3, zero below, one above. */
    public void hardSwishSlope(FloatBuffer x, FloatBuffer dy, FloatBuffer dx, int count) {
        backward(x, dy, dx, count, PiecewiseActivations::hardSwishSlope);
    }

    private void hardSwishSlope(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, i);
            FloatVector slope = x.mul(2 * SIXTH)
                    .add(0.5f)
                    .blend(0, x.compare(VectorOperators.LT, -3))
                    .blend(1, x.compare(VectorOperators.GT, 3));
            FloatVector.fromArray(SPECIES, gradients, i).mul(slope).intoArray(gradients, i);
        }
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public void sigmoid(FloatBuffer x, FloatBuffer y, int count) {
        forward(x, y, count, PiecewiseActivations::sigmoid);
    }

    private void sigmoid(int size) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, i);
            one.div(Exponential.of(x.neg()).add(1)).intoArray(values, i);
        }
    }

    /** The slope of the sigmoid: {@code y (1 - y)}. */
    public void sigmoidSlope(FloatBuffer y, FloatBuffer dy, FloatBuffer dx, int count) {
        backward(y, dy, dx, count, PiecewiseActivations::sigmoidSlope);
    }

    private void sigmoidSlope(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector y = FloatVector.fromArray(SPECIES, values, i);
            FloatVector slope = y.sub(y.mul(y));
            FloatVector.fromArray(SPECIES, gradients, i).mul(slope).intoArray(gradients, i);
        }
    }
}
