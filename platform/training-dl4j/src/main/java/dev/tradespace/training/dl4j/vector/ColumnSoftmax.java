package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * The softmax of every column of a small square matrix, which passes through an array in one piece. A vector holds one
 * element each of as many columns, so nothing is ever summed across a vector, which takes longer than all else. Rows
 * stand {@link #stride()} elements apart; what is beyond their end is worked on and means nothing, and must be finite.
 * Not for two threads at once.
 */
public final class ColumnSoftmax {
    private final int stride;
    private final float[] values;
    private final float[] gradients;

    /** The softmax of the columns of {@code size} x {@code size} matrices. */
    public ColumnSoftmax(int size) {
        this.stride = (size + CacheBlocks.LANES - 1) / CacheBlocks.LANES * CacheBlocks.LANES;
        this.values = new float[size * stride];
        this.gradients = new float[size * stride];
    }

    /** Elements from one row of a matrix to the next: a whole number of vectors. */
    public int stride() {
        return stride;
    }

    /**
     * Writes each column's probabilities.
     *
     * @param scores a matrix, from the first element on
     * @param result where to
     * @param from the first element of the result
     */
    public void forward(FloatBuffer scores, FloatBuffer result, int from) {
        scores.get(0, values, 0, values.length);
        for (int column = 0; column < stride; column += CacheBlocks.LANES) {
            scale(column, exponentials(column, highest(column)));
        }
        result.put(from, values, 0, values.length);
    }

    private FloatVector highest(int column) {
        FloatVector highest = FloatVector.fromArray(CacheBlocks.SPECIES, values, column);
        for (int i = column + stride; i < values.length; i += stride) {
            highest = highest.max(FloatVector.fromArray(CacheBlocks.SPECIES, values, i));
        }
        return highest;
    }

    private FloatVector exponentials(int column, FloatVector highest) {
        FloatVector sum = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = column; i < values.length; i += stride) {
            FloatVector power = Exponential.of(
                    FloatVector.fromArray(CacheBlocks.SPECIES, values, i).sub(highest));
            power.intoArray(values, i);
            sum = sum.add(power);
        }
        return sum;
    }

    private void scale(int column, FloatVector sum) {
        FloatVector share = FloatVector.broadcast(CacheBlocks.SPECIES, 1).div(sum);
        for (int i = column; i < values.length; i += stride) {
            FloatVector.fromArray(CacheBlocks.SPECIES, values, i).mul(share).intoArray(values, i);
        }
    }

    /**
     * Writes the gradient of the scores in place of that of the probabilities: {@code p (g - sum(p g))} for each
     * column.
     *
     * @param probabilities what {@link #forward} gave
     * @param from the first element of the probabilities
     * @param gradient a matrix, from the first element on
     */
    public void backward(FloatBuffer probabilities, int from, FloatBuffer gradient) {
        probabilities.get(from, values, 0, values.length);
        gradient.get(0, gradients, 0, gradients.length);
        for (int column = 0; column < stride; column += CacheBlocks.LANES) {
            centre(column, product(column));
        }
        gradient.put(0, gradients, 0, gradients.length);
    }

    private FloatVector product(int column) {
        FloatVector sum = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = column; i < values.length; i += stride) {
            sum = FloatVector.fromArray(CacheBlocks.SPECIES, values, i)
                    .fma(FloatVector.fromArray(CacheBlocks.SPECIES, gradients, i), sum);
        }
        return sum;
    }

    private void centre(int column, FloatVector mean) {
        for (int i = column; i < values.length; i += stride) {
            FloatVector.fromArray(CacheBlocks.SPECIES, gradients, i)
                    .sub(mean)
                    .mul(FloatVector.fromArray(CacheBlocks.SPECIES, values, i))
                    .intoArray(gradients, i);
        }
    }
}
