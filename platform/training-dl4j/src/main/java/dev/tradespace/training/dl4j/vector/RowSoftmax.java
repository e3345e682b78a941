package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The softmax of every row of a matrix, a row at a time through arrays that stay in the processor's cache. Not for two
 * threads at once.
 */
public final class RowSoftmax {
    private final int width;
    private final float[] values;
    private final float[] gradients;

    /** The softmax of rows of this width. */
    public RowSoftmax(int width) {
        this.width = width;
        int padded = (width + CacheBlocks.LANES - 1) / CacheBlocks.LANES * CacheBlocks.LANES;
        this.values = new float[padded];
        this.gradients = new float[padded];
    }

    /**
     * Writes each row's probabilities.
     *
     * @param input logits, {@code [rows, width]}
     * @param result {@code [rows, width]}; may be the input
     */
    public void forward(FloatBuffer input, FloatBuffer result, int rows) {
        for (int row = 0; row < rows; row++) {
            // The lanes beyond the row's end weigh nothing.
            Arrays.fill(values, width, values.length, Float.NEGATIVE_INFINITY);
            input.get(row * width, values, 0, width);
            scale(1 / exponentials(highest()));
            result.put(row * width, values, 0, width);
        }
    }

    private float highest() {
        FloatVector highest = FloatVector.fromArray(CacheBlocks.SPECIES, values, 0);
        for (int i = CacheBlocks.LANES; i < values.length; i += CacheBlocks.LANES) {
            highest = highest.max(FloatVector.fromArray(CacheBlocks.SPECIES, values, i));
        }
        return highest.reduceLanes(VectorOperators.MAX);
    }

    private float exponentials(float highest) {
        FloatVector sum = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = 0; i < values.length; i += CacheBlocks.LANES) {
            FloatVector power = Exponential.of(
                    FloatVector.fromArray(CacheBlocks.SPECIES, values, i).sub(highest));
            power.intoArray(values, i);
            sum = sum.add(power);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private void scale(float factor) {
        for (int i = 0; i < values.length; i += CacheBlocks.LANES) {
            FloatVector.fromArray(CacheBlocks.SPECIES, values, i).mul(factor).intoArray(values, i);
        }
    }

    /**
     * Writes the gradient of the logits: {@code p (g - sum(p g))} for each row.
     *
     * @param probabilities what {@link #forward} gave
     * @param gradient of the probabilities
     * @param result may be the gradient
     */
    public void backward(FloatBuffer probabilities, FloatBuffer gradient, FloatBuffer result, int rows) {
        Arrays.fill(values, width, values.length, 0);
        for (int row = 0; row < rows; row++) {
            probabilities.get(row * width, values, 0, width);
            gradient.get(row * width, gradients, 0, width);
            centre(product());
            result.put(row * width, gradients, 0, width);
        }
    }

    private float product() {
        FloatVector sum = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = 0; i < values.length; i += CacheBlocks.LANES) {
            sum = FloatVector.fromArray(CacheBlocks.SPECIES, values, i)
                    .fma(FloatVector.fromArray(CacheBlocks.SPECIES, gradients, i), sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private void centre(float mean) {
        for (int i = 0; i < values.length; i += CacheBlocks.LANES) {
            FloatVector.fromArray(CacheBlocks.SPECIES, gradients, i)
                    .sub(mean)
                    .mul(FloatVector.fromArray(CacheBlocks.SPECIES, values, i))
                    .intoArray(gradients, i);
        }
    }
}
