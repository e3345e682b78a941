package dev.tradespace.onnx;

import dev.tradespace.api.op.WeightSpec;
import java.util.Arrays;
import java.util.List;

/** Dense layers on tokens: MatMul and Add, with the kernel {@code [out, in]} transposed when it is written. */
final class TokenProjection {
    private final GraphDraft graph;
    private final LastTensorCache tensors;
    private final String layer;

    TokenProjection(GraphDraft graph, LastTensorCache tensors, String layer) {
        this.graph = graph;
        this.tensors = tensors;
        this.layer = layer;
    }

    /** {@code x W'}. */
    String plain(String x, WeightSpec kernel, String suffix) {
        return rows(x, kernel, 0, kernel.shape().size(0), suffix);
    }

    /** {@code x W' + b}. */
    String biased(String x, WeightSpec kernel, WeightSpec bias, String suffix) {
        return biasedRows(x, kernel, bias, 0, kernel.shape().size(0), suffix);
    }

    /** As {@link #plain}, of some rows of the kernel. */
    String rows(String x, WeightSpec kernel, int first, int count, String suffix) {
        String weight = transposed(kernel, first, count, suffix);
        return graph.node("MatMul", x, weight).as(layer + suffix);
    }

    /** As {@link #biased}, of some rows of the kernel and of the bias. */
    String biasedRows(String x, WeightSpec kernel, WeightSpec bias, int first, int count, String suffix) {
        String weight = transposed(kernel, first, count, suffix);
        String product = graph.node("MatMul", x, weight).as(layer + suffix + "/product");
        String summand = graph.weight(
                bias.name() + suffix,
                Dims.of(count),
                () -> Arrays.copyOfRange(tensors.values(bias), first, first + count));
        return graph.node("Add", product, summand).as(layer + suffix);
    }

    private String transposed(WeightSpec kernel, int first, int count, String suffix) {
        int in = kernel.shape().size(1);
        return graph.weight(
                kernel.name() + suffix,
                List.of((long) in, (long) count),
                () -> transpose(tensors.values(kernel), first, count, in));
    }

    /** Rows {@code first} to {@code first + count} of a matrix with {@code in} columns, as columns. */
    private static float[] transpose(float[] matrix, int first, int count, int in) {
        float[] columns = new float[Math.multiplyExact(in, count)];
        // In tiles: a stride of a whole row misses the cache with every value.
        int tile = 32;
        for (int row0 = 0; row0 < count; row0 += tile) {
            for (int column0 = 0; column0 < in; column0 += tile) {
                for (int row = row0; row < Math.min(count, row0 + tile); row++) {
                    for (int column = column0; column < Math.min(in, column0 + tile); column++) {
                        columns[column * count + row] = matrix[(first + row) * in + column];
                    }
                }
            }
        }
        return columns;
    }
}
