package dev.tradespace.api.arch;

import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Activation.Function;
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
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LearnedParameter;
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
import dev.tradespace.api.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A tensor on its way through an architecture that is being written: each method adds a layer and returns its output.
 *
 * <pre>{@code
 * Flow x = Flow.input(Shape.of(3, 224, 224));
 * x = x.conv(64, kernel(7).stride(2).padding(3)).batchNorm().relu().maxPool(kernel(3).stride(2).padding(1));
 * x = x.in("layer1", y -> y.add(y.conv(64, kernel(3).padding(1)).batchNorm()).relu());
 * return x.globalAveragePool().flatten().dense(1000).architecture();
 * }</pre>
 *
 * <p>One rule says what an operation works on. A feature map is {@code [channels, height, width]}; everything else has
 * its features in the last axis. What slides or counts per channel (convolutions, pools, {@link #batchNorm}, gates)
 * takes a feature map; what works on features ({@link #dense}, {@link #layerNorm}, attention) takes the last axis, and
 * {@link #dense} no feature map, whose last axis would be a row of pixels. {@link #add} takes equal shapes: nothing is
 * broadcast.
 *
 * <p>Layers are named by their kind and a number within the scope that {@link #in} opens: {@code layer1.conv1}. A flow
 * belongs to one thread and one architecture.
 */
public final class Flow {
    private final GraphBuilder graph;
    private final Layer layer;

    Flow(GraphBuilder graph, Layer layer) {
        this.graph = graph;
        this.layer = layer;
    }

    /** The image that goes into a new architecture, {@code [channels, height, width]}. */
    public static Flow input(Shape shape) {
        return new GraphBuilder().add("input", new Input(shape), List.of());
    }

    /** The shape at this point. */
    public Shape shape() {
        return layer.shape();
    }

    /** The channels of a feature map at this point. */
    public int channels() {
        return layer.shape().channels();
    }

    /**
     * Adds any operation to this and other flows of the same architecture.
     *
     * @throws BadArchitecture if their shapes do not fit, with the layer's name and the shapes
     */
    public Flow apply(Op op, Flow... others) {
        return apply(op, op.kind(), others);
    }

    private Flow apply(Op op, String stem, Flow... others) {
        List<Layer> inputs = new ArrayList<>(others.length + 1);
        inputs.add(layer);
        for (Flow other : others) {
            inputs.add(own(other).layer);
        }
        return graph.add(stem, op, inputs);
    }

    private Flow own(Flow other) {
        if (other.graph != graph) {
            throw new BadArchitecture("layer " + other.layer.name() + ": it belongs to another architecture");
        }
        return other;
    }

    /**
     * Runs the body with every layer it adds named under the scope: {@code scope.conv1}. Scopes nest.
     *
     * @param scope unique within the scope around it: letters, digits, dashes and underscores, perhaps with dots
     *     between them
     * @throws BadArchitecture if the scope's name is taken or bad, or the body returns a flow of another architecture
     */
    public Flow in(String scope, UnaryOperator<Flow> body) {
        graph.enter(scope);
        try {
            return own(body.apply(this));
        } finally {
            graph.leave();
        }
    }

    /** A convolution without bias. */
    public Flow conv(int channels, Window window) {
        return conv(channels, window, 1);
    }

    /** A grouped convolution without bias. */
    public Flow conv(int channels, Window window, int groups) {
        return apply(new Convolution(channels, window, groups, false), "conv");
    }

    /** A convolution with bias. */
    public Flow biasedConv(int channels, Window window) {
        return apply(new Convolution(channels, window, 1, true), "conv");
    }

    /** A convolution of each channel by itself, without bias. */
    public Flow depthwise(Window window) {
        return conv(channels(), window, channels());
    }

    /** A 1x1 convolution without bias. */
    public Flow pointwise(int channels) {
        return conv(channels, Window.kernel(1));
    }

    /** A dense layer with bias on the last axis. */
    public Flow dense(int features) {
        return apply(new Dense(features, true));
    }

    /** A dense layer on the last axis, with or without bias. */
    public Flow dense(int features, boolean bias) {
        return apply(new Dense(features, bias));
    }

    /** Batch normalisation with epsilon 1e-5. */
    public Flow batchNorm() {
        return batchNorm(1e-5);
    }

    /** Batch normalisation. */
    public Flow batchNorm(double epsilon) {
        return apply(new BatchNorm(epsilon), "bn");
    }

    /** Layer normalisation of the last axis with epsilon 1e-6. */
    public Flow layerNorm() {
        return apply(new LayerNorm(1e-6), "ln");
    }

    /** Layer normalisation of the last axis. */
    public Flow layerNorm(double epsilon) {
        return apply(new LayerNorm(epsilon), "ln");
    }

    /** An activation. */
    public Flow activation(Function function) {
        return apply(new Activation(function), function.id());
    }

    /** {@link Function#RELU}. */
    public Flow relu() {
        return activation(Function.RELU);
    }

    /** A maximum over a sliding window. */
    public Flow maxPool(Window window) {
        return apply(new Pool(Pool.Kind.MAX, window, false, false), "maxpool");
    }

    /** A maximum over a sliding window whose last, partial position counts. */
    public Flow maxPoolCeil(Window window) {
        return apply(new Pool(Pool.Kind.MAX, window, true, false), "maxpool");
    }

    /** An average over a sliding window; padded positions count where {@code countPadding} says so. */
    public Flow averagePool(Window window, boolean countPadding) {
        return apply(new Pool(Pool.Kind.AVERAGE, window, false, countPadding), "avgpool");
    }

    /** The average of all positions. */
    public Flow globalAveragePool() {
        return apply(new GlobalPool(Pool.Kind.AVERAGE), "avgpool");
    }

    /** The maximum of all positions. */
    public Flow globalMaxPool() {
        return apply(new GlobalPool(Pool.Kind.MAX), "maxpool");
    }

    /** The sum with other flows of the same shape. */
    public Flow add(Flow... others) {
        return apply(new Add(), others);
    }

    /** The product with a flow of the same shape, or with a gate {@code [channels, 1, 1]}. */
    public Flow multiply(Flow gate) {
        return apply(new Multiply(), gate);
    }

    /** This and other feature maps, one after the other along the channels. */
    public Flow concat(Flow... others) {
        return apply(new Concat(0), others);
    }

    /**
     * Flows one after the other along an axis; all other axes agree.
     *
     * @param axis counted from 0 without the batch: 0 for the channels of feature maps
     * @param flows at least two, in order
     */
    public static Flow concat(int axis, List<Flow> flows) {
        return flows.get(0)
                .apply(new Concat(axis), flows.subList(1, flows.size()).toArray(Flow[]::new));
    }

    /**
     * Equal parts of an axis, in order.
     *
     * @param axis counted from 0 without the batch: 0 for the channels of feature maps
     * @param parts a divisor of the axis' size
     */
    public List<Flow> split(int axis, int parts) {
        int size = shape().size(axis);
        if (parts < 1 || size % parts != 0) {
            throw new BadArchitecture("after layer " + layer.name() + ": cannot split axis " + axis + " of " + shape()
                    + " into " + parts);
        }
        List<Flow> split = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            StridedSlice.Range[] ranges = new StridedSlice.Range[shape().rank()];
            Arrays.fill(ranges, StridedSlice.Range.ALL);
            ranges[axis] = StridedSlice.Range.of(part * (size / parts), (part + 1) * (size / parts));
            split.add(slice(ranges));
        }
        return split;
    }

    /** The same elements in another shape, in row-major order: a feature map row by row, channel by channel. */
    public Flow reshape(Shape shape) {
        return apply(new Reshape(shape));
    }

    /**
     * The axes in another order.
     *
     * @param order for each axis of the output the axis that it was, counted from 0 without the batch
     */
    public Flow transpose(Integer... order) {
        return apply(new Transpose(List.of(order)));
    }

    /** The softmax along an axis, counted from 0 without the batch. */
    public Flow softmax(int axis) {
        return apply(new Softmax(axis));
    }

    /** Zero channels before and after. */
    public Flow channelPad(int before, int after) {
        return apply(new ChannelPad(before, after));
    }

    /** A slice, one range per axis. */
    public Flow slice(StridedSlice.Range... ranges) {
        return apply(new StridedSlice(List.of(ranges)), "slice");
    }

    /** Dropout while training. */
    public Flow dropout(double rate) {
        return apply(new Dropout(rate));
    }

    /** Stochastic depth of a residual branch while training. */
    public Flow stochasticDepth(double rate) {
        return apply(new StochasticDepth(rate));
    }

    /** The product of matrices {@code this x right}. */
    public Flow matrixProduct(Flow right) {
        return apply(new MatrixProduct(false, 1), "matmul", right);
    }

    /** The product of matrices {@code scale x this x right^T}: attention scores by {@code scale = 1 / sqrt(depth)}. */
    public Flow matrixProductTransposed(Flow right, double scale) {
        return apply(new MatrixProduct(true, scale), "matmul", right);
    }

    /** A learned tensor in the same architecture, with normal initial values about zero. */
    public Flow learned(Shape shape, double deviation) {
        return learned(new LearnedParameter(shape, deviation));
    }

    /** A learned tensor in the same architecture: {@code learned(LearnedParameter.constant(shape, 1e-6))}. */
    public Flow learned(LearnedParameter parameter) {
        return graph.add("parameter", parameter, List.of());
    }

    /** A feature map as tokens, one per position. */
    public Flow patchTokens() {
        return apply(new PatchTokens());
    }

    /** A learned token in front. */
    public Flow classToken() {
        return apply(new ClassToken());
    }

    /** A learned embedding added by position. */
    public Flow positionEmbedding() {
        return apply(new PositionEmbedding());
    }

    /** Multi-head self-attention with biased projections. */
    public Flow attention(int heads) {
        return apply(new MultiHeadAttention(heads, true), "attention");
    }

    /** All elements as one vector. */
    public Flow flatten() {
        return apply(new Flatten());
    }

    /**
     * The architecture whose output is this flow.
     *
     * @param auxiliary outputs that exist only while training
     */
    public Architecture architecture(Flow... auxiliary) {
        List<String> names = new ArrayList<>(auxiliary.length);
        for (Flow flow : auxiliary) {
            names.add(own(flow).layer.name());
        }
        return Architecture.of(graph.layers(), layer.name(), names);
    }
}
