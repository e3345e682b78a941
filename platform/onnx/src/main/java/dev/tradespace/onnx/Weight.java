package dev.tradespace.onnx;

import java.util.List;
import java.util.function.Supplier;

/**
 * A constant of the graph whose values are made only when they are written.
 *
 * @param name its name in the graph
 * @param dims its sizes
 * @param values makes the values in row-major order; whoever asks leaves them unchanged
 */
record Weight(String name, List<Long> dims, Supplier<float[]> values) {
    Weight {
        dims = List.copyOf(dims);
    }

    /** The size of the values in bytes. */
    long bytes() {
        long product = Float.BYTES;
        for (long size : dims) {
            product *= size;
        }
        return product;
    }
}
