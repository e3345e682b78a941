package dev.tradespace.training.dl4j.executor.kernel;

import dev.tradespace.training.dl4j.executor.kernel.SmallProduct.Matrix;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of a matrix of many rows, block by block. For AVX-512 OpenBLAS has kernels for small matrices that copy
 * nothing: measured on 65,536 rows, 32 values in and 64 out, 256 rows at a time took 0.6 of the time of one product,
 * and sums over all rows half of it. Without such kernels blocks cost little.
 *
 * @source OpenBLAS 0.3.19, {@code sgemm_small_kernel_permit_skylakex.c}: up to a million multiplications
 */
public final class TallProduct {
    private static final long SMALL = 1_000_000;
    private static final int LANES = 16;
    private static final int MOST_ROWS = 256;
    private static final int FEWEST_ROWS = 64;
    private static final int WIDE = 128;

    private TallProduct() {}

    /**
     * What computes {@code result = left right + bias}.
     *
     * @param left {@code [rows, inner]}
     * @param right {@code [inner, columns]}
     * @param bias {@code [columns]}, if there is one
     * @param result {@code [rows, columns]}
     */
    public static Runnable of(INDArray left, INDArray right, @Nullable INDArray bias, INDArray result) {
        return new Rowwise(left, right, bias, result);
    }

    /**
     * What computes {@code result = left' right}, sums over all rows.
     *
     * @param left {@code [rows, m]}
     * @param right {@code [rows, n]}
     * @param result {@code [m, n]}
     */
    public static Runnable sums(INDArray left, INDArray right, INDArray result) {
        return new Summed(left, right, result);
    }

    private static int size(INDArray matrix, int axis) {
        return Math.toIntExact(matrix.size(axis));
    }

    /** The most that fits, in whole vectors, but at least {@code least} and at most {@code most}. */
    private static int fitting(long others, int least, int most) {
        return (int) Math.max(least, Math.min(most, SMALL / others / LANES * LANES));
    }

    /**
     * A width halved, in whole vectors, until the multiplications of each column are few enough or it is not wide any
     * more.
     */
    private static int narrowed(int width, long others) {
        int narrow = width;
        while (narrow >= WIDE && narrow * others > SMALL) {
            narrow = (narrow / 2 + LANES - 1) / LANES * LANES;
        }
        return narrow;
    }

    private static Matrix matrix(INDArray array) {
        return Matrix.of(array, size(array, 1));
    }

    /** One product for blocks of full size and one for each kind of rest, {@code [rest of rows][rest of columns]}. */
    private interface Sized {
        SmallProduct of(int rows, int columns);

        /** Products for blocks of {@code height} and {@code width} in this number of rows and columns. */
        default SmallProduct[][] all(int rows, int height, int columns, int width) {
            int lastRows = (rows - 1) % height + 1;
            int lastColumns = (columns - 1) % width + 1;
            return new SmallProduct[][] {
                {of(height, width), of(height, lastColumns)}, {of(lastRows, width), of(lastRows, lastColumns)}
            };
        }
    }

    private static int last(int from, int step, int size) {
        return from + step >= size ? 1 : 0;
    }

    private static final class Rowwise implements Runnable {
        private final int rows;
        private final int columns;
        private final int inner;
        private final int height;
        private final int width;
        private final SmallProduct[][] products;
        private final @Nullable FloatBuffer bias;
        private final FloatBuffer result;
        private final float[] biasRows;

        Rowwise(INDArray left, INDArray right, @Nullable INDArray bias, INDArray result) {
            this.rows = size(left, 0);
            this.columns = size(right, 1);
            this.inner = size(left, 1);
            this.width = narrowed(columns, (long) inner * LANES);
            this.height = Math.min(rows, fitting((long) width * inner, LANES, MOST_ROWS));
            this.bias = bias == null ? null : Floats.buffer(bias);
            this.result = Floats.buffer(result);
            this.biasRows = new float[bias == null ? 0 : height * columns];
            Sized sized = (m, n) -> {
                SmallProduct product = new SmallProduct(m, n, inner, 1, matrix(left), matrix(right), matrix(result));
                return bias == null ? product : product.added();
            };
            this.products = sized.all(rows, height, columns, width);
        }

        @Override
        public void run() {
            if (bias != null) {
                begin(bias);
            }
            for (int row = 0; row < rows; row += height) {
                SmallProduct[] ofRow = products[last(row, height, rows)];
                for (int column = 0; column < columns; column += width) {
                    ofRow[last(column, width, columns)].run((long) row * inner, column, (long) row * columns + column);
                }
            }
        }

        /** Every row of the result begins as the bias. */
        private void begin(FloatBuffer values) {
            values.get(0, biasRows, 0, columns);
            for (int i = columns; i < biasRows.length; i++) {
                biasRows[i] = biasRows[i - columns];
            }
            int count = rows * columns;
            for (int from = 0; from < count; from += biasRows.length) {
                result.put(from, biasRows, 0, Math.min(biasRows.length, count - from));
            }
        }
    }

    private static final class Summed implements Runnable {
        private final int rows;
        private final int m;
        private final int n;
        private final int depth;
        private final int tall;
        private final int width;
        /** For the first rows, for the others, and for the last. */
        private final SmallProduct[][][] products;

        Summed(INDArray left, INDArray right, INDArray result) {
            this.rows = size(left, 0);
            this.m = size(left, 1);
            this.n = size(right, 1);
            this.width = Math.min(n, WIDE);
            this.tall = narrowed(m, (long) width * FEWEST_ROWS);
            this.depth = Math.min(rows, fitting((long) width * tall, FEWEST_ROWS, WIDE));
            Sized full = (a, b) -> product(a, b, depth, left, right, result);
            Sized rest = (a, b) -> product(a, b, (rows - 1) % depth + 1, left, right, result);
            this.products = new SmallProduct[][][] {
                full.all(m, tall, n, width),
                ((Sized) (a, b) -> full.of(a, b).added()).all(m, tall, n, width),
                ((Sized) (a, b) -> rest.of(a, b).added()).all(m, tall, n, width)
            };
        }

        private static SmallProduct product(int m, int n, int depth, INDArray left, INDArray right, INDArray result) {
            return new SmallProduct(m, n, depth, 1, matrix(left).turned(), matrix(right), matrix(result));
        }

        @Override
        public void run() {
            for (int row = 0; row < rows; row += depth) {
                SmallProduct[][] ofRows = products[row == 0 ? 0 : 1 + last(row, depth, rows)];
                for (int from = 0; from < m; from += tall) {
                    SmallProduct[] ofColumns = ofRows[last(from, tall, m)];
                    for (int column = 0; column < n; column += width) {
                        ofColumns[last(column, width, n)].run(
                                (long) row * m + from, (long) row * n + column, (long) from * n + column);
                    }
                }
            }
        }
    }
}
