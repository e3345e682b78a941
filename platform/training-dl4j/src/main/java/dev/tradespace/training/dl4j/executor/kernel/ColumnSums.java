package dev.tradespace.training.dl4j.executor.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over the rows of a matrix as a product with a row of equal numbers, many times faster than the library's own
 * reduction.
 */
public final class ColumnSums {
    private ColumnSums() {}

    /**
     * {@code sums = factor * (1 ... 1) matrix}.
     *
     * @param matrix {@code [rows, columns]}
     * @param sums {@code columns} elements in any shape
     */
    public static NativeCall of(INDArray matrix, double factor, INDArray sums) {
        INDArray row = Floats.filled((float) factor, 1, matrix.size(0));
        return NativeCall.of("matmul")
                .in(row, matrix)
                .out(Floats.view(sums, 1, sums.length()))
                .ready();
    }
}
