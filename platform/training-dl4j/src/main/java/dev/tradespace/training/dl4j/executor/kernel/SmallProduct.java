package dev.tradespace.training.dl4j.executor.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The product of two small matrices that lie anywhere in larger arrays, by OpenBLAS itself: a call costs a tenth of a microsecond, and no matrix has to be
 * moved to where the library's own batched product wants it.
 */
public final class SmallProduct {
    private final int rows;
    private final int columns;
    private final int inner;
    private final float factor;
    private final Factor left;
    private final Factor right;
    private final int stride;
    private final FloatPointer leftMemory;
    private final FloatPointer rightMemory;
    private final FloatPointer resultMemory;

    /**
     * A matrix in an array.
     *
     * @param array where it lies
     * @param stride elements from one row to the next
     * @param transposed whether its rows are read as columns
     */
    public record Factor(INDArray array, int stride, boolean transposed) {}

    /**
     * A product {@code factor * left * right}.
     *
     * @param rows of the result
     * @param columns of the result
     * @param inner how many products each element sums
     * @param result where to
     * @param stride elements from one row of the result to the next
     */
    public SmallProduct(
            int rows, int columns, int inner, float factor, Factor left, Factor right, INDArray result, int stride) {
        this.rows = rows;
        this.columns = columns;
        this.inner = inner;
        this.factor = factor;
        this.left = left;
        this.right = right;
        this.stride = stride;
        this.leftMemory = memory(left.array());
        this.rightMemory = memory(right.array());
        this.resultMemory = memory(result);
    }

    private static FloatPointer memory(INDArray array) {
        return new FloatPointer(array.data().addressPointer());
    }

    /** Computes the product of the matrices that begin at these elements of their arrays. */
    public void run(long leftFrom, long rightFrom, long resultFrom) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                left.transposed() ? openblas.CblasTrans : openblas.CblasNoTrans,
                right.transposed() ? openblas.CblasTrans : openblas.CblasNoTrans,
                rows,
                columns,
                inner,
                factor,
                leftMemory.position(leftFrom),
                left.stride(),
                rightMemory.position(rightFrom),
                right.stride(),
                0,
                resultMemory.position(resultFrom),
                stride);
    }
}
