package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The softmax of square matrices of scores whose rows stand {@link #stride()} elements apart, so that a matrix passes through an array in one piece. Not for
 * two threads at once.
 */
public final class ScoreSoftmax {
    private final int stride;
    private final float[] values;
    private final float[] gradients;

    /** The softmax of the rows of {@code size} x {@code size} matrices. */
    public ScoreSoftmax(int size) {
        this.stride = stride(size);
        this.values = new float[size * stride];
        this.gradients = new float[size * stride];
    }

    /** Elements from one row of a matrix of this size to the next: a whole number of vectors. */
    public static int stride(int size) {
        return (size + Blocks.LANES - 1) / Blocks.LANES * Blocks.LANES;
    }

    /**
     * Writes each row's probabilities.
     *
     * @param scores a matrix; what stands beyond the end of its rows is negative infinity
     * @param result where to
     * @param from the first element of the result
     */
    public void forward(FloatBuffer scores, FloatBuffer result, int from) {
        scores.get(0, values, 0, values.length);
        for (int row = 0; row < values.length; row += stride) {
            exponentials(row, row + stride);
        }
        result.put(from, values, 0, values.length);
    }

    private void exponentials(int at, int end) {
        FloatVector most = FloatVector.fromArray(Blocks.SPECIES, values, at);
        for (int i = at + Blocks.LANES; i < end; i += Blocks.LANES) {
            most = most.max(FloatVector.fromArray(Blocks.SPECIES, values, i));
        }
        float highest = most.reduceLanes(VectorOperators.MAX);
        FloatVector sum = FloatVector.zero(Blocks.SPECIES);
        for (int i = at; i < end; i += Blocks.LANES) {
            FloatVector power = Exponential.of(
                    FloatVector.fromArray(Blocks.SPECIES, values, i).sub(highest));
            power.intoArray(values, i);
            sum = sum.add(power);
        }
        float share = 1 / sum.reduceLanes(VectorOperators.ADD);
        for (int i = at; i < end; i += Blocks.LANES) {
            FloatVector.fromArray(Blocks.SPECIES, values, i).mul(share).intoArray(values, i);
        }
    }

    /**
     * Writes the gradient of the scores in place of that of the probabilities: {@code p (g - sum(p g))} for each row.
     *
     * @param probabilities what {@link #forward} gave
     * @param from the first element of the probabilities
     * @param gradient a matrix; what stands beyond the end of its rows is finite
     */
    public void backward(FloatBuffer probabilities, int from, FloatBuffer gradient) {
        probabilities.get(from, values, 0, values.length);
        gradient.get(0, gradients, 0, gradients.length);
        for (int row = 0; row < values.length; row += stride) {
            derive(row, row + stride);
        }
        gradient.put(0, gradients, 0, gradients.length);
    }

    private void derive(int at, int end) {
        FloatVector sum = FloatVector.zero(Blocks.SPECIES);
        for (int i = at; i < end; i += Blocks.LANES) {
            sum = FloatVector.fromArray(Blocks.SPECIES, values, i)
                    .fma(FloatVector.fromArray(Blocks.SPECIES, gradients, i), sum);
        }
        float mean = sum.reduceLanes(VectorOperators.ADD);
        for (int i = at; i < end; i += Blocks.LANES) {
            FloatVector.fromArray(Blocks.SPECIES, gradients, i)
                    .sub(mean)
                    .mul(FloatVector.fromArray(Blocks.SPECIES, values, i))
                    .intoArray(gradients, i);
        }
    }
}
