package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.WeightSpec;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Multi-head attention on {@link Form#ROWS}. The factor {@code 1 / sqrt(depth)} stands in the projection of the queries, where it costs nothing. */
final class AttentionOps {
    private final Graph graph;
    private final Layer layer;
    private final MultiHeadAttention op;
    private final int tokens;
    private final int width;
    private final int depth;

    AttentionOps(Graph graph, Layer layer, MultiHeadAttention op) {
        this.graph = graph;
        this.layer = layer;
        this.op = op;
        this.tokens = layer.shape().size(0);
        this.width = layer.shape().size(1);
        this.depth = width / op.heads();
    }

    /** Adds the operations. */
    SDVariable add(SDVariable rows) {
        SameDiff sd = graph.sd();
        WeightSpec in = layer.weights().get(0);
        float[] kernel = graph.values(in);
        float @Nullable [] bias = op.bias() ? graph.values(layer.weights().get(1)) : null;
        SDVariable queries = heads(rows, kernel, bias, 0, "q");
        SDVariable keys = heads(rows, kernel, bias, 1, "k");
        SDVariable values = heads(rows, kernel, bias, 2, "v");
        SDVariable shares = sd.nn.softmax(sd.mmul(queries, keys, false, true, false), 3);
        SDVariable read = sd.reshape(sd.permute(sd.mmul(shares, values), 0, 2, 1, 3), -1, width);
        WeightSpec out = layer.weights().get(op.bias() ? 2 : 1);
        return new Projection(graph, width, width)
                .add(
                        read,
                        graph.values(out),
                        op.bias() ? graph.values(layer.weights().get(3)) : null,
                        out.name());
    }

    /** Queries, keys or values: {@code [batch, heads, tokens, depth]}. */
    private SDVariable heads(SDVariable rows, float[] kernel, float @Nullable [] bias, int part, String suffix) {
        float[] ownKernel = Kernels.part(kernel, part, 3);
        float[] ownBias = bias == null ? null : Kernels.part(bias, part, 3);
        if (part == 0) {
            scale(ownKernel);
            if (ownBias != null) {
                scale(ownBias);
            }
        }
        SDVariable all = new Projection(graph, width, width)
                .add(rows, ownKernel, ownBias, layer.weights().get(0).name() + "." + suffix);
        return graph.sd().permute(graph.sd().reshape(all, -1, tokens, op.heads(), depth), 0, 2, 1, 3);
    }

    private void scale(float[] values) {
        double factor = 1 / Math.sqrt(depth);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor);
        }
    }
}
