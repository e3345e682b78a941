package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Takes the mean off every row of a matrix and divides by its deviation, some rows at a time through arrays that stay
 * in the processor's cache. Not for two threads at once.
 *
 * @source Ba, Kiros and Hinton 2016
 */
public final class RowNorm {
    private final int width;
    private final float epsilon;
    private final PaddedRows values;
    private final PaddedRows gradients;
    private final float[] means;
    private final float[] factors;
    private final float[] scale;
    private final float[] shift;
    private final float[] scaleGradient;
    private final float[] shiftGradient;

    /**
     * The norm of a matrix.
     *
     * @param rows of the matrix
     * @param width of a row
     * @param epsilon added to the variance
     */
    public RowNorm(int rows, int width, double epsilon) {
        this.width = width;
        this.epsilon = (float) epsilon;
        this.values = new PaddedRows(width);
        this.gradients = new PaddedRows(width);
        this.means = new float[rows];
        this.factors = new float[rows];
        this.scale = new float[values.stride()];
        this.shift = new float[values.stride()];
        this.scaleGradient = new float[values.stride()];
        this.shiftGradient = new float[values.stride()];
    }

    /** Writes {@code (input - mean) / deviation * scale + shift} for every row; the result may be the input. */
    public void forward(FloatBuffer input, FloatBuffer scales, FloatBuffer shifts, FloatBuffer result) {
        scales.get(0, scale, 0, width);
        shifts.get(0, shift, 0, width);
        for (int from = 0; from < means.length; from += values.rows()) {
            int count = Math.min(values.rows(), means.length - from);
            values.read(input, from, count);
            for (int row = 0; row < count; row++) {
                normalise(row * values.stride(), from + row);
            }
            values.write(result, from, count);
        }
    }

    private void normalise(int at, int row) {
        float[] x = values.array();
        int end = at + values.stride();
        FloatVector sum = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = at; i < end; i += CacheBlocks.LANES) {
            sum = sum.add(FloatVector.fromArray(CacheBlocks.SPECIES, x, i));
        }
        float mean = sum.reduceLanes(VectorOperators.ADD) / width;
        // What stands beyond the row's end must not count: it deviates by nothing.
        Arrays.fill(x, at + width, end, mean);
        FloatVector squares = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = at; i < end; i += CacheBlocks.LANES) {
            FloatVector centred =
                    FloatVector.fromArray(CacheBlocks.SPECIES, x, i).sub(mean);
            squares = centred.fma(centred, squares);
        }
        float factor = (float) (1 / Math.sqrt(squares.reduceLanes(VectorOperators.ADD) / width + epsilon));
        for (int i = at; i < end; i += CacheBlocks.LANES) {
            FloatVector.fromArray(CacheBlocks.SPECIES, x, i)
                    .sub(mean)
                    .mul(factor)
                    .fma(
                            FloatVector.fromArray(CacheBlocks.SPECIES, scale, i - at),
                            FloatVector.fromArray(CacheBlocks.SPECIES, shift, i - at))
                    .intoArray(x, i);
        }
        means[row] = mean;
        factors[row] = factor;
    }

    /**
     * Writes the gradients, with the means and deviations and the scale of the last {@link #forward}.
     *
     * @param input what that read
     * @param gradient of the result
     * @param inputGradient may be the gradient
     */
    public void backward(
            FloatBuffer input,
            FloatBuffer gradient,
            FloatBuffer inputGradient,
            FloatBuffer scaleGradients,
            FloatBuffer shiftGradients) {
        Arrays.fill(scaleGradient, 0);
        Arrays.fill(shiftGradient, 0);
        for (int from = 0; from < means.length; from += values.rows()) {
            int count = Math.min(values.rows(), means.length - from);
            values.read(input, from, count);
            gradients.read(gradient, from, count);
            for (int row = 0; row < count; row++) {
                derive(row * values.stride(), means[from + row], factors[from + row]);
            }
            gradients.write(inputGradient, from, count);
        }
        scaleGradients.put(0, scaleGradient, 0, width);
        shiftGradients.put(0, shiftGradient, 0, width);
    }

    /** Beyond the row's end gradient and scale are zero, so nothing there counts. */
    private void derive(int at, float mean, float factor) {
        float[] x = values.array();
        float[] g = gradients.array();
        int stride = values.stride();
        FloatVector sum = FloatVector.zero(CacheBlocks.SPECIES);
        FloatVector product = FloatVector.zero(CacheBlocks.SPECIES);
        for (int i = 0; i < stride; i += CacheBlocks.LANES) {
            FloatVector normal = FloatVector.fromArray(CacheBlocks.SPECIES, x, at + i)
                    .sub(mean)
                    .mul(factor);
            FloatVector dy = FloatVector.fromArray(CacheBlocks.SPECIES, g, at + i);
            dy.fma(normal, FloatVector.fromArray(CacheBlocks.SPECIES, scaleGradient, i))
                    .intoArray(scaleGradient, i);
            dy.add(FloatVector.fromArray(CacheBlocks.SPECIES, shiftGradient, i)).intoArray(shiftGradient, i);
            FloatVector scaled = dy.mul(FloatVector.fromArray(CacheBlocks.SPECIES, scale, i));
            sum = sum.add(scaled);
            product = scaled.fma(normal, product);
            normal.intoArray(x, at + i);
            scaled.intoArray(g, at + i);
        }
        float meanGradient = sum.reduceLanes(VectorOperators.ADD) / width;
        float meanProduct = product.reduceLanes(VectorOperators.ADD) / width;
        for (int i = at; i < at + stride; i += CacheBlocks.LANES) {
            FloatVector.fromArray(CacheBlocks.SPECIES, g, i)
                    .sub(meanGradient)
                    .sub(FloatVector.fromArray(CacheBlocks.SPECIES, x, i).mul(meanProduct))
                    .mul(factor)
                    .intoArray(g, i);
        }
    }
}
