package dev.tradespace.onnx;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import java.util.List;

/**
 * Multi-head attention in standard operators. Three projections rather than one that is split again: no runtime has to
 * copy the parts, and ONNX Runtime takes the scale and the transpose of the keys into one matrix product.
 */
final class AttentionNodes {
    private final GraphDraft graph;
    private final TokenProjection projection;
    private final Layer layer;
    private final MultiHeadAttention op;
    private final String x;
    private final int tokens;
    private final int width;

    AttentionNodes(GraphDraft graph, TokenProjection projection, Layer layer, MultiHeadAttention op, String x) {
        this.graph = graph;
        this.projection = projection;
        this.layer = layer;
        this.op = op;
        this.x = x;
        this.tokens = layer.shape().size(0);
        this.width = layer.shape().size(1);
    }

    /** Adds the nodes; the value they put out. */
    String add() {
        String queries = heads(0, "/q", Dims.of(0, 2, 1, 3));
        String keys = heads(1, "/k", Dims.of(0, 2, 3, 1));
        String values = heads(2, "/v", Dims.of(0, 2, 1, 3));
        String products = graph.node("MatMul", queries, keys).as(layer.name() + "/products");
        double scale = 1 / Math.sqrt((double) width / op.heads());
        String scores = graph.node("Mul", products, graph.scalar(scale)).as(layer.name() + "/scores");
        String shares = graph.node("Softmax", scores).with("axis", -1).as(layer.name() + "/shares");
        String read = graph.node("MatMul", shares, values).as(layer.name() + "/read");
        String joined =
                graph.node("Transpose", read).with("perm", Dims.of(0, 2, 1, 3)).as(layer.name() + "/joined");
        String together = graph.node("Reshape", joined, graph.integers(Dims.afterBatch(Shape.of(tokens, width))))
                .as(layer.name() + "/together");
        List<WeightSpec> weights = layer.weights();
        return op.bias()
                ? projection.biased(together, weights.get(2), weights.get(3), "")
                : projection.plain(together, weights.get(1), "");
    }

    /** Queries, keys or values: {@code [batch, heads, tokens, depth]}, the axes in the given order. */
    private String heads(int part, String suffix, List<Long> order) {
        List<WeightSpec> weights = layer.weights();
        String all = op.bias()
                ? projection.biasedRows(x, weights.get(0), weights.get(1), part * width, width, suffix)
                : projection.rows(x, weights.get(0), part * width, width, suffix);
        Shape split = Shape.of(tokens, op.heads(), width / op.heads());
        String heads = graph.node("Reshape", all, graph.integers(Dims.afterBatch(split)))
                .as(layer.name() + suffix + "/split");
        return graph.node("Transpose", heads).with("perm", order).as(layer.name() + suffix + "/heads");
    }
}
