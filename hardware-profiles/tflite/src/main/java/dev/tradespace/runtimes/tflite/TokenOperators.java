package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What transformers are made of, in floats, on {@link TfliteLayout#PLAIN}. */
final class TokenOperators {
    private final TfliteGraph graph;
    private final Layer layer;
    private final Elementwise elements;

    TokenOperators(TfliteGraph graph, Layer layer) {
        this.graph = graph;
        this.layer = layer;
        this.elements = new Elementwise(graph, layer.name());
    }

    FileTensor layerNorm(FileTensor x, LayerNorm op) {
        FileTensor centred = elements.join(TfliteOperator.SUB, x, mean(x), FusedActivation.NONE, null);
        FileTensor squares = elements.join(TfliteOperator.MUL, centred, centred, FusedActivation.NONE, null);
        FileTensor variance = elements.with(TfliteOperator.ADD, mean(squares), op.epsilon());
        FileTensor inverse = elements.unary(TfliteOperator.RSQRT, variance, null);
        FileTensor normal = elements.join(TfliteOperator.MUL, centred, inverse, FusedActivation.NONE, null);
        return elements.with(TfliteOperator.ADD, elements.with(TfliteOperator.MUL, normal, vector(0)), vector(1));
    }

    /** Over the last axis, which keeps the size 1. */
    private FileTensor mean(FileTensor x) {
        int last = x.sizes().rank();
        return graph.node(TfliteOperator.MEAN, x.index(), graph.integers(List.of(last)))
                .with(OptionsTable.reducer())
                .as(layer.name() + "/mean", x.sizes().with(last - 1, 1));
    }

    private int vector(int index) {
        WeightSpec spec = layer.weights().get(index);
        float[] values = graph.values(spec);
        return graph.constant(spec.name(), values, values.length);
    }

    /** The factor {@code 1 / sqrt(depth)} stands in the projection of the queries, where it costs nothing. */
    FileTensor attention(FileTensor x, MultiHeadAttention op) {
        int tokens = layer.shape().size(0);
        int width = layer.shape().size(1);
        WeightSpec in = layer.weights().get(0);
        float[] kernel = graph.values(in);
        float[] bias = op.bias() ? graph.values(layer.weights().get(1)) : new float[3 * width];
        double factor = 1 / Math.sqrt((double) width / op.heads());
        scale(kernel, width * width, factor);
        scale(bias, width, factor);
        FileTensor[] parts = new FileTensor[3];
        for (int part = 0; part < 3; part++) {
            float[] own = Arrays.copyOfRange(kernel, part * width * width, (part + 1) * width * width);
            float[] offsets = Arrays.copyOfRange(bias, part * width, (part + 1) * width);
            parts[part] = heads(projection(x, own, offsets, in.name() + "/" + "qkv".charAt(part)), op.heads());
        }
        Shape square = Shape.of(op.heads(), tokens, tokens);
        FileTensor likeness = product(parts[0], parts[1], true, square);
        FileTensor read = product(shares(likeness), parts[2], false, parts[2].sizes());
        FileTensor side = graph.transpose(
                read, List.of(0, 2, 1, 3), layer.name() + "/read", Shape.of(tokens, op.heads(), width / op.heads()));
        WeightSpec out = layer.weights().get(op.bias() ? 2 : 1);
        float[] last = op.bias() ? graph.values(layer.weights().get(3)) : new float[width];
        return projection(
                graph.reshape(side, layer.name() + "/joined", layer.shape()), graph.values(out), last, out.name());
    }

    private static void scale(float[] values, int count, double factor) {
        for (int i = 0; i < count; i++) {
            values[i] = (float) (values[i] * factor);
        }
    }

    /** Onto as many features as there are. */
    private FileTensor projection(FileTensor x, float[] kernel, float[] bias, String name) {
        int width = bias.length;
        int weights = graph.learned(name, kernel, i -> i, width, width);
        return graph.node(
                        TfliteOperator.FULLY_CONNECTED, x.index(), weights, graph.constant(name + ".bias", bias, width))
                .with(OptionsTable.fullyConnected(FusedActivation.NONE, true))
                .atLeast(TfliteLayers.KEEPS_AXES)
                .as(layer.name(), x.sizes());
    }

    /** {@code [tokens, width]} as {@code [heads, tokens, depth]}. */
    private FileTensor heads(FileTensor x, int heads) {
        int tokens = x.sizes().size(0);
        int depth = x.sizes().size(1) / heads;
        FileTensor split = graph.reshape(x, layer.name() + "/split", Shape.of(tokens, heads, depth));
        return graph.transpose(split, List.of(0, 2, 1, 3), layer.name() + "/heads", Shape.of(heads, tokens, depth));
    }

    private FileTensor product(FileTensor left, FileTensor right, boolean transposeRight, Shape sizes) {
        return graph.node(TfliteOperator.BATCH_MATMUL, left.index(), right.index())
                .with(OptionsTable.matrixProduct(transposeRight))
                .as(layer.name() + "/product", sizes);
    }

    /** Along an axis, which counts the batch: by TensorFlow Lite along the last one, to which others are turned. */
    FileTensor softmax(FileTensor x, int axis) {
        int last = x.sizes().rank();
        if (axis == last) {
            return shares(x);
        }
        List<Integer> swapped = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            swapped.add(i == axis ? last : i == last ? axis : i);
        }
        Shape turned = x.sizes()
                .with(axis - 1, x.sizes().last())
                .with(last - 1, x.sizes().size(axis - 1));
        FileTensor shares = shares(graph.transpose(x, swapped, layer.name() + "/turned", turned));
        return graph.transpose(shares, swapped, layer.name(), x.sizes());
    }

    private FileTensor shares(FileTensor x) {
        return graph.node(TfliteOperator.SOFTMAX, x.index())
                .with(OptionsTable.softmax())
                .as(layer.name() + "/shares", x.sizes());
    }

    /** The parameter once for each image, as joins want it: added to zeros of each image. */
    FileTensor learnedParameter() {
        List<Integer> room = new ArrayList<>();
        for (int size : layer.shape().toArray()) {
            room.add(0);
            room.add(size - 1);
        }
        FileTensor zeros = graph.padded(TfliteSlice.zero(graph, layer), layer.name() + "/zeros", room);
        return elements.with(TfliteOperator.ADD, zeros, embedding());
    }

    /** A token of zeros put in front, and the learned one added to it: so the batch stays open. */
    FileTensor classToken(FileTensor x) {
        WeightSpec spec = layer.weights().get(0);
        float[] token = graph.values(spec);
        int tokens = layer.shape().size(0);
        float[] all = Arrays.copyOf(token, Math.multiplyExact(tokens, token.length));
        FileTensor room = graph.padded(x, layer.name() + "/padded", List.of(1, 0, 0, 0));
        int value = graph.constant(spec.name(), all, 1, tokens, token.length);
        return elements.with(TfliteOperator.ADD, room, value);
    }

    FileTensor positionEmbedding(FileTensor x) {
        return elements.with(TfliteOperator.ADD, x, embedding());
    }

    /** The layer's learned tensor, one for all images. */
    private int embedding() {
        WeightSpec spec = layer.weights().get(0);
        int[] sizes = new int[layer.shape().rank() + 1];
        Arrays.setAll(sizes, axis -> axis == 0 ? 1 : layer.shape().size(axis - 1));
        return graph.learned(spec.name(), graph.values(spec), i -> i, sizes);
    }
}
