package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.CacheBlocks.SPECIES;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Updates of flat arrays, block by block through arrays that stay in the processor's cache. Not for two threads at
 * once.
 */
public final class ArrayUpdates {
    private final float[] first = new float[CacheBlocks.SIZE];
    private final float[] second = new float[CacheBlocks.SIZE];
    private final float[] third = new float[CacheBlocks.SIZE];
    private final float[] fourth = new float[CacheBlocks.SIZE];

    /** {@code product = one * other}. */
    public void multiply(FloatBuffer one, FloatBuffer other, FloatBuffer product, int count) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = load(one, other, from, count);
            multiply(size);
            product.put(from, first, 0, size);
        }
    }

    private int load(FloatBuffer one, FloatBuffer other, int from, int end) {
        int size = Math.min(CacheBlocks.SIZE, end - from);
        one.get(from, first, 0, size);
        other.get(from, second, 0, size);
        return size;
    }

    private void multiply(int size) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector.fromArray(SPECIES, first, i)
                    .mul(FloatVector.fromArray(SPECIES, second, i))
                    .intoArray(first, i);
        }
    }

    /** {@code sum += more}. */
    public void add(FloatBuffer sum, FloatBuffer more, int count) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = load(sum, more, from, count);
            mix(size, 1, 1);
            sum.put(from, first, 0, size);
        }
    }

    /** {@code array *= factor} for {@code count} elements from {@code start}. */
    public void scale(FloatBuffer array, float factor, int start, int count) {
        scale(array, factor, array, start, count);
    }

    /** {@code result = factor * array} for {@code count} elements from {@code start}. */
    public void scale(FloatBuffer array, float factor, FloatBuffer result, int start, int count) {
        for (int from = start; from < start + count; from += CacheBlocks.SIZE) {
            int size = Math.min(CacheBlocks.SIZE, start + count - from);
            array.get(from, first, 0, size);
            scale(size, factor);
            result.put(from, first, 0, size);
        }
    }

    private void scale(int size, float factor) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector.fromArray(SPECIES, first, i).mul(factor).intoArray(first, i);
        }
    }

    /** {@code average = (1 - rate) average + rate array}. */
    public void average(FloatBuffer average, FloatBuffer array, float rate, int count) {
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = load(average, array, from, count);
            mix(size, 1 - rate, rate);
            average.put(from, first, 0, size);
        }
    }

    private void mix(int size, float ofFirst, float ofSecond) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector.fromArray(SPECIES, first, i)
                    .mul(ofFirst)
                    .add(FloatVector.fromArray(SPECIES, second, i).mul(ofSecond))
                    .intoArray(first, i);
        }
    }

    /** The sum of squares; the blocks' are summed in double precision. */
    public double squares(FloatBuffer array, int count) {
        double sum = 0;
        for (int from = 0; from < count; from += CacheBlocks.SIZE) {
            int size = Math.min(CacheBlocks.SIZE, count - from);
            array.get(from, first, 0, size);
            for (int i = size; i % CacheBlocks.LANES != 0; i++) {
                first[i] = 0;
            }
            sum += squares(size);
        }
        return sum;
    }

    private float squares(int size) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, first, i);
            sum = value.fma(value, sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    /**
     * Stochastic gradient descent with Nesterov's momentum over elements {@code start} to {@code end}: {@code g +=
     * decay p; u = momentum u + g; p -= rate (g + momentum u)}. The gradients are left as they are.
     */
    public void nesterov(
            FloatBuffer p, FloatBuffer g, FloatBuffer u, int start, int end, float rate, float momentum, float decay) {
        for (int from = start; from < end; from += CacheBlocks.SIZE) {
            int size = load(p, g, from, end);
            u.get(from, third, 0, size);
            nesterov(size, rate, momentum, decay);
            p.put(from, first, 0, size);
            u.put(from, third, 0, size);
        }
    }

    private void nesterov(int size, float rate, float momentum, float decay) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, first, i);
            FloatVector gradient = value.mul(decay).add(FloatVector.fromArray(SPECIES, second, i));
            FloatVector velocity =
                    FloatVector.fromArray(SPECIES, third, i).mul(momentum).add(gradient);
            velocity.intoArray(third, i);
            value.sub(velocity.mul(momentum).add(gradient).mul(rate)).intoArray(first, i);
        }
    }

    /**
     * What Adam is moved by at a step.
     *
     * @param first decay of the mean of gradients
     * @param second decay of the mean of their squares
     * @param epsilon added to the denominator
     * @param rate learning rate over the mean's bias, {@code lr / (1 - first^t)}
     * @param root {@code 1 / sqrt(1 - second^t)}
     */
    public record Adam(double first, double second, double epsilon, double rate, double root) {}

    /**
     * Adam over elements {@code start} to {@code end}, each first multiplied by {@code shrink}: the decoupled weight
     * decay.
     */
    public void adam(
            FloatBuffer p, FloatBuffer g, FloatBuffer m, FloatBuffer v, int start, int end, Adam adam, float shrink) {
        for (int from = start; from < end; from += CacheBlocks.SIZE) {
            int size = load(p, g, from, end);
            m.get(from, third, 0, size);
            v.get(from, fourth, 0, size);
            moments(size, (float) adam.first, (float) (1 - adam.first), (float) adam.second, (float) (1 - adam.second));
            move(size, (float) adam.epsilon, (float) adam.rate, (float) adam.root, shrink);
            p.put(from, first, 0, size);
            m.put(from, third, 0, size);
            v.put(from, fourth, 0, size);
        }
    }

    private void moments(int size, float keepMean, float takeMean, float keepSquare, float takeSquare) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, second, i);
            FloatVector.fromArray(SPECIES, third, i)
                    .mul(keepMean)
                    .add(gradient.mul(takeMean))
                    .intoArray(third, i);
            FloatVector.fromArray(SPECIES, fourth, i)
                    .mul(keepSquare)
                    .add(gradient.mul(gradient).mul(takeSquare))
                    .intoArray(fourth, i);
        }
    }

    private void move(int size, float epsilon, float rate, float root, float shrink) {
        for (int i = 0; i < size; i += CacheBlocks.LANES) {
            FloatVector denominator =
                    FloatVector.fromArray(SPECIES, fourth, i).sqrt().mul(root).add(epsilon);
            FloatVector step =
                    FloatVector.fromArray(SPECIES, third, i).mul(rate).div(denominator);
            FloatVector.fromArray(SPECIES, first, i).mul(shrink).sub(step).intoArray(first, i);
        }
    }
}
