package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Rows of a matrix, each padded with zeros to a whole number of vectors. */
final class PaddedRows {
    private final int width;
    private final int stride;
    private final int rows;
    private final float[] array;

    /** Room for as many rows of this width as a block holds, at least one. */
    PaddedRows(int width) {
        this.width = width;
        this.stride = (width + CacheBlocks.LANES - 1) / CacheBlocks.LANES * CacheBlocks.LANES;
        this.rows = Math.max(1, CacheBlocks.SIZE / stride);
        this.array = new float[rows * stride];
    }

    int stride() {
        return stride;
    }

    /** How many rows it has room for. */
    int rows() {
        return rows;
    }

    float[] array() {
        return array;
    }

    /** Takes rows from a matrix that has no gaps between its own. */
    void read(FloatBuffer matrix, int from, int count) {
        if (stride == width) {
            matrix.get(from * width, array, 0, count * width);
            return;
        }
        for (int row = 0; row < count; row++) {
            matrix.get((from + row) * width, array, row * stride, width);
            Arrays.fill(array, row * stride + width, (row + 1) * stride, 0);
        }
    }

    /** Gives the rows to a matrix that has no gaps between its own. */
    void write(FloatBuffer matrix, int from, int count) {
        if (stride == width) {
            matrix.put(from * width, array, 0, count * width);
            return;
        }
        for (int row = 0; row < count; row++) {
            matrix.put((from + row) * width, array, row * stride, width);
        }
    }
}
