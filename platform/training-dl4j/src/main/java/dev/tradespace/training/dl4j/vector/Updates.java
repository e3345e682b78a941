package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.Lanes.load;
import static dev.tradespace.training.dl4j.vector.Lanes.store;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** What is done to flat arrays, one pass each. All arrays have room for a whole vector behind their last element, and what stands there is worked on too. */
public final class Updates {
    private static final int TILE = 1024 * Lanes.BYTES;

    private Updates() {}

    /** {@code product = one * other}. */
    public static void multiply(ByteBuffer one, ByteBuffer other, ByteBuffer product, int elements) {
        int end = Lanes.coveringBytes(elements);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(load(one, i).mul(load(other, i)), product, i);
        }
    }

    /** {@code sum = one + other}. */
    public static void add(ByteBuffer one, ByteBuffer other, ByteBuffer sum, int elements) {
        int end = Lanes.coveringBytes(elements);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(load(one, i).add(load(other, i)), sum, i);
        }
    }

    /** Sets all elements. */
    public static void fill(ByteBuffer array, float value, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector vector = Lanes.broadcast(value);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(vector, array, i);
        }
    }

    /** {@code array *= factor}. */
    public static void scale(ByteBuffer array, float factor, int elements) {
        int end = Lanes.coveringBytes(elements);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(load(array, i).mul(factor), array, i);
        }
    }

    /** {@code average += rate (array - average)}. */
    public static void average(ByteBuffer average, ByteBuffer array, float rate, int elements) {
        int end = Lanes.coveringBytes(elements);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            FloatVector before = load(average, i);
            store(load(array, i).sub(before).lanewise(VectorOperators.FMA, rate, before), average, i);
        }
    }

    /** The sum of squares of so many elements, a multiple of 16; parts are summed in double precision. */
    public static double squares(ByteBuffer array, int elements) {
        int end = Lanes.wholeBytes(elements);
        double sum = 0;
        for (int from = 0; from < end; from += TILE) {
            sum += squares(array, from, Math.min(end, from + TILE));
        }
        return sum;
    }

    private static float squares(ByteBuffer array, int from, int end) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        for (int i = from; i < end; i += Lanes.BYTES) {
            FloatVector value = load(array, i);
            sum = value.fma(value, sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    /**
     * Stochastic gradient descent with Nesterov's momentum over elements {@code from} to {@code end}, both multiples of 16:
     * {@code g += decay p; u = momentum u + g; p -= rate (g + momentum u)}.
     */
    public static void nesterov(
            ByteBuffer p, ByteBuffer g, ByteBuffer u, int from, int end, float rate, float momentum, float decay) {
        int last = Lanes.coveringBytes(end);
        for (int i = Lanes.coveringBytes(from); i < last; i += Lanes.BYTES) {
            FloatVector value = load(p, i);
            FloatVector gradient = value.lanewise(VectorOperators.FMA, decay, load(g, i));
            FloatVector velocity = load(u, i).lanewise(VectorOperators.FMA, momentum, gradient);
            store(velocity, u, i);
            FloatVector direction = velocity.lanewise(VectorOperators.FMA, momentum, gradient);
            store(direction.lanewise(VectorOperators.FMA, -rate, value), p, i);
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
    public static void adam(
            ByteBuffer p,
            ByteBuffer g,
            ByteBuffer m,
            ByteBuffer v,
            int from,
            int end,
            float first,
            float second,
            float epsilon,
            float rate,
            float root,
            float shrink) {
        int last = Lanes.coveringBytes(end);
        for (int i = Lanes.coveringBytes(from); i < last; i += Lanes.BYTES) {
            FloatVector gradient = load(g, i);
            FloatVector mean = load(m, i);
            mean = gradient.sub(mean).lanewise(VectorOperators.FMA, 1 - first, mean);
            store(mean, m, i);
            FloatVector square =
                    load(v, i).mul(second).add(gradient.mul(gradient).mul(1 - second));
            store(square, v, i);
            FloatVector denominator = square.sqrt().mul(root).add(epsilon);
            store(load(p, i).mul(shrink).sub(mean.mul(rate).div(denominator)), p, i);
        }
    }
}
