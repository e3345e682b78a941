package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.ChannelPad;
import dev.tradespace.api.op.ClassToken;
import dev.tradespace.api.op.Concat;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Multiply;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.PatchTokens;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.PositionEmbedding;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.Transpose;
import dev.tradespace.api.op.WeightSpec;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.Mode;

/** The SameDiff operations of one layer. A case returns what the layer puts out. Axes are always positive: Deeplearning4j is silently wrong on others. */
final class LayerOps implements Op.Cases<Value> {
    private final Graph graph;
    private final FoldedNorms norms;
    private final Layer layer;
    private final List<Value> inputs;

    /**
     * The operations of a layer, to be added to a graph.
     *
     * @param inputs what the layer reads
     */
    LayerOps(Graph graph, FoldedNorms norms, Layer layer, List<Value> inputs) {
        this.graph = graph;
        this.norms = norms;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
    }

    private SameDiff sd() {
        return graph.sd();
    }

    private Value x() {
        return inputs.get(0);
    }

    private SDVariable x(Form form) {
        return graph.as(form, x());
    }

    private Value put(SDVariable variable, Form form) {
        return new Value(variable, layer.shape(), form);
    }

    private Value same() {
        return put(x().variable(), x().form());
    }

    @Override
    public Value input(Input op) {
        return put(graph.placeholder(SameDiffWriter.INPUT, Form.PLAIN.sizes(op.shape())), Form.PLAIN);
    }

    @Override
    public Value convolution(Convolution op) {
        return put(new ConvolutionOps(graph, layer, op).add(x(Form.MAP), norms.after(layer)), Form.MAP);
    }

    @Override
    public Value dense(Dense op) {
        WeightSpec kernel = layer.weights().get(0);
        SDVariable rows = new Projection(graph, x().shape().last(), op.features())
                .add(
                        x(Form.ROWS),
                        graph.values(kernel),
                        op.bias() ? graph.values(layer.weights().get(1)) : null,
                        kernel.name());
        return put(rows, Form.ROWS);
    }

    @Override
    public Value batchNorm(BatchNorm op) {
        return norms.isFolded(layer) ? same() : put(new NormOps(graph, layer).batchNorm(x(Form.MAP), op), Form.MAP);
    }

    @Override
    public Value layerNorm(LayerNorm op) {
        return put(new NormOps(graph, layer).layerNorm(x(Form.ROWS), op), Form.ROWS);
    }

    @Override
    public Value localResponseNorm(LocalResponseNorm op) {
        return put(new NormOps(graph, layer).localResponseNorm(x(Form.MAP), op), Form.MAP);
    }

    @Override
    public Value activation(Activation op) {
        return put(ActivationOps.add(sd(), x().variable(), op.function()), x().form());
    }

    @Override
    public Value pool(Pool op) {
        return put(new PoolOps(graph, layer, op).add(x(Form.MAP)), Form.MAP);
    }

    @Override
    public Value globalPool(GlobalPool op) {
        if (x().shape().isFeatureMap()) {
            return put(PoolOps.global(sd(), x(Form.MAP), op.reduction(), x().shape()), Form.MAP);
        }
        SDVariable tokens = x(Form.PLAIN);
        return put(op.reduction() == Pool.Kind.MAX ? tokens.max(true, 1) : tokens.mean(true, 1), Form.PLAIN);
    }

    @Override
    public Value add(Add op) {
        SDVariable sum = x().variable();
        for (Value other : inputs.subList(1, inputs.size())) {
            sum = sum.add(graph.as(x().form(), other));
        }
        return put(sum, x().form());
    }

    @Override
    public Value multiply(Multiply op) {
        Form form = Form.withAxes(x());
        return put(x(form).mul(graph.as(form, inputs.get(1))), form);
    }

    @Override
    public Value concat(Concat op) {
        Form form = Form.withAxes(x());
        SDVariable[] parts = inputs.stream().map(input -> graph.as(form, input)).toArray(SDVariable[]::new);
        return put(sd().concat(form.axis(op.axis()), parts), form);
    }

    @Override
    public Value channelPad(ChannelPad op) {
        int[] none = {0, 0};
        return put(padded(x(Form.MAP), none, none, none, new int[] {op.before(), op.after()}), Form.MAP);
    }

    private SDVariable padded(SDVariable x, int[]... amounts) {
        return sd().image.pad(x, graph.integers(layer.name() + ".padding", amounts), Mode.CONSTANT, 0);
    }

    @Override
    public Value stridedSlice(StridedSlice op) {
        Form form = Form.withAxes(x());
        int axes = op.ranges().size();
        long[] begin = new long[axes + 1];
        long[] end = new long[axes + 1];
        long[] step = new long[axes + 1];
        end[0] = 1;
        step[0] = 1;
        for (int axis = 0; axis < axes; axis++) {
            StridedSlice.Range range = op.ranges().get(axis);
            begin[form.axis(axis)] = range.start();
            end[form.axis(axis)] = Math.min(range.end(), x().shape().size(axis));
            step[form.axis(axis)] = range.step();
        }
        // The masks leave the batch whole.
        return put(sd().stridedSlice(x(form), begin, end, step, 1, 1, 0, 0, 0), form);
    }

    @Override
    public Value dropout(Dropout op) {
        return same();
    }

    @Override
    public Value stochasticDepth(StochasticDepth op) {
        return same();
    }

    @Override
    public Value identity(Identity op) {
        return same();
    }

    @Override
    public Value matrixProduct(MatrixProduct op) {
        SDVariable left = op.scale() == 1 ? x(Form.PLAIN) : x(Form.PLAIN).mul(op.scale());
        return put(sd().mmul(left, graph.as(Form.PLAIN, inputs.get(1)), false, op.transposeRight(), false), Form.PLAIN);
    }

    /** Along the last axis: Deeplearning4j is wrong on others. */
    @Override
    public Value softmax(Softmax op) {
        Form form = Form.withAxes(x());
        int last = x().shape().rank();
        int axis = form.axis(op.axis());
        if (axis == last) {
            return put(sd().nn.softmax(x(form), last), form);
        }
        int[] swapped = new int[last + 1];
        Arrays.setAll(swapped, i -> i == axis ? last : i == last ? axis : i);
        return put(sd().permute(sd().nn.softmax(sd().permute(x(form), swapped), last), swapped), form);
    }

    @Override
    public Value reshape(Reshape op) {
        return put(sd().reshape(x(Form.PLAIN), Form.PLAIN.sizes(op.shape())), Form.PLAIN);
    }

    @Override
    public Value transpose(Transpose op) {
        int[] order = new int[op.order().size() + 1];
        for (int axis = 1; axis < order.length; axis++) {
            order[axis] = op.order().get(axis - 1) + 1;
        }
        return put(sd().permute(x(Form.PLAIN), order), Form.PLAIN);
    }

    /** The parameter once for each image: joins want as many, and nothing else may be in it. */
    @Override
    public Value learnedParameter(LearnedParameter op) {
        WeightSpec spec = layer.weights().get(0);
        long[] sizes = Form.PLAIN.sizes(op.shape());
        sizes[0] = 1;
        SDVariable value = graph.constant(spec.name(), graph.values(spec), sizes);
        return put(graph.zeros(sizes.length).add(value), Form.PLAIN);
    }

    /** A map's positions, row by row, are rows already. */
    @Override
    public Value patchTokens(PatchTokens op) {
        return put(sd().reshape(x(Form.MAP), Form.ROWS.sizes(layer.shape())), Form.ROWS);
    }

    /** A token of zeros put in front, and the learned one added to it: so the batch stays open. */
    @Override
    public Value classToken(ClassToken op) {
        WeightSpec spec = layer.weights().get(0);
        float[] token = graph.values(spec);
        int tokens = layer.shape().size(0);
        float[] all = Arrays.copyOf(token, Math.multiplyExact(tokens, token.length));
        int[] none = {0, 0};
        SDVariable room = padded(x(Form.PLAIN), none, new int[] {1, 0}, none);
        return put(room.add(graph.constant(spec.name(), all, 1, tokens, token.length)), Form.PLAIN);
    }

    @Override
    public Value positionEmbedding(PositionEmbedding op) {
        WeightSpec spec = layer.weights().get(0);
        SDVariable embedding = graph.constant(
                spec.name(),
                graph.values(spec),
                1,
                layer.shape().size(0),
                layer.shape().size(1));
        return put(x(Form.PLAIN).add(embedding), Form.PLAIN);
    }

    @Override
    public Value multiHeadAttention(MultiHeadAttention op) {
        return put(new AttentionOps(graph, layer, op).add(x(Form.ROWS)), Form.ROWS);
    }

    @Override
    public Value flatten(Flatten op) {
        Shape shape = x().shape();
        if (shape.rank() == 1) {
            return same();
        }
        boolean anyOrder = x().form() == Form.MAP && x().isPoint();
        return put(
                sd().reshape(anyOrder ? x().variable() : x(Form.PLAIN), Form.PLAIN.sizes(layer.shape())), Form.PLAIN);
    }
}
