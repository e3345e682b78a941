package dev.tradespace.training.dl4j.executor.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The product of two small matrices that lie anywhere in larger arrays, by OpenBLAS itself: a call costs a tenth of a
 * microsecond, and no matrix has to be moved to where the library's own batched product wants it.
 */
public final class SmallProduct {
    private final int rows;
    private final int columns;
    private final int inner;
    private final float factor;
    private final float kept;
    private final Matrix left;
    private final Matrix right;
    private final Matrix result;
    private final FloatPointer leftMemory;
    private final FloatPointer rightMemory;
    private final FloatPointer resultMemory;

    /**
     * Matrices in an array.
     *
     * @param array where they lie; it is held, for a pointer does not keep its memory
     * @param stride elements from one row to the next
     * @param transposed whether rows are read as columns
     */
    public record Matrix(INDArray array, int stride, boolean transposed) {
        /** Matrices that are read as they lie. */
        public static Matrix of(INDArray array, int stride) {
            return new Matrix(array, stride, false);
        }

        /** The same matrices with their rows read as columns. */
        public Matrix turned() {
            return new Matrix(array, stride, !transposed);
        }

        private FloatPointer memory() {
            return new FloatPointer(array.data().addressPointer());
        }

        private int order() {
            return transposed ? openblas.CblasTrans : openblas.CblasNoTrans;
        }
    }

    /**
     * A product {@code result = factor * left * right}.
     *
     * @param rows of the result
     * @param columns of the result
     * @param inner how many products each element sums
     * @param result where to, not transposed
     */
    public SmallProduct(int rows, int columns, int inner, float factor, Matrix left, Matrix right, Matrix result) {
        this(rows, columns, inner, factor, 0, left, right, result);
    }

    private SmallProduct(
            int rows, int columns, int inner, float factor, float kept, Matrix left, Matrix right, Matrix result) {
        if (result.transposed()) {
            throw new IllegalArgumentException("a result cannot be written transposed");
        }
        this.rows = rows;
        this.columns = columns;
        this.inner = inner;
        this.factor = factor;
        this.kept = kept;
        this.left = left;
        this.right = right;
        this.result = result;
        this.leftMemory = left.memory();
        this.rightMemory = right.memory();
        this.resultMemory = result.memory();
    }

    /** The same product, added to what stands in the result. */
    public SmallProduct added() {
        return new SmallProduct(rows, columns, inner, factor, 1, left, right, result);
    }

    /** Computes the product of the matrices that begin at these elements of their arrays. */
    public void run(long leftFrom, long rightFrom, long resultFrom) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                left.order(),
                right.order(),
                rows,
                columns,
                inner,
                factor,
                leftMemory.position(leftFrom),
                left.stride(),
                rightMemory.position(rightFrom),
                right.stride(),
                kept,
                resultMemory.position(resultFrom),
                result.stride());
    }
}
