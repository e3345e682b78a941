package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.ChannelAffine;
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
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.Transpose;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.ChannelScales;
import dev.tradespace.api.quantization.Quantization;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operators of one layer. A case returns what the layer puts out, which may be integers: whoever reads floats asks for them.
 *
 * <p>Operators that only move values, and poolings, keep the scale of what they read, though the layer may have another: another step would only lose digits.
 */
final class TfliteLayers implements Op.Cases<TfliteValue> {
    /** The version of {@code FULLY_CONNECTED} that keeps all axes but the last. */
    static final int KEEPS_AXES = 5;

    private final TfliteGraph graph;
    private final FusedLayers fused;
    private final @Nullable Quantization quantization;
    private final Layer layer;
    private final List<TfliteValue> inputs;
    private final @Nullable ActivationScale scale;
    private final Elementwise elements;
    private final TokenOperators tokens;

    /**
     * The operators of a layer, to be added to a graph.
     *
     * @param quantization null in a file of floats
     * @param inputs what the layer reads
     */
    TfliteLayers(
            TfliteGraph graph,
            FusedLayers fused,
            @Nullable Quantization quantization,
            Layer layer,
            List<TfliteValue> inputs) {
        this.graph = graph;
        this.fused = fused;
        this.quantization = quantization;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.scale = fused.scale(layer);
        this.elements = new Elementwise(graph, layer.name());
        this.tokens = new TokenOperators(graph, layer);
    }

    private TfliteValue x() {
        return inputs.get(0);
    }

    private FileTensor x(TfliteLayout layout) {
        return graph.as(layout, x());
    }

    private FileTensor floats(TfliteLayout layout, TfliteValue value) {
        return graph.floats(graph.as(layout, value));
    }

    private FileTensor plain() {
        return floats(TfliteLayout.PLAIN, x());
    }

    private FileTensor map() {
        return floats(TfliteLayout.MAP, x());
    }

    /** Floats become integers where the layer's tensor has a scale. */
    private TfliteValue put(FileTensor tensor, TfliteLayout layout) {
        return put(tensor, layout, fused.activation(layer) != FusedActivation.NONE);
    }

    private TfliteValue put(FileTensor tensor, TfliteLayout layout, boolean nonNegative) {
        FileTensor settled = tensor.scale() == null && scale != null ? graph.integers(tensor, scale) : tensor;
        return new TfliteValue(settled, layer.shape(), layout, nonNegative);
    }

    private TfliteValue same() {
        return put(x().tensor(), x().layout(), x().nonNegative());
    }

    /** Whether all that the layer reads are integers, and what it puts out. */
    private boolean isIntegral() {
        return scale != null && inputs.stream().allMatch(input -> input.scale() != null);
    }

    @Override
    public TfliteValue input(Input op) {
        return put(graph.addInput(TfliteWriter.INPUT, op.shape()), TfliteLayout.PLAIN);
    }

    @Override
    public TfliteValue convolution(Convolution op) {
        TfliteConvolution convolution =
                new TfliteConvolution(graph, layer, op, fused.norm(layer), fused.activation(layer));
        FileTensor map = x(TfliteLayout.MAP);
        IntegerScales scales = integerScales(map);
        return put(convolution.add(scales == null ? graph.floats(map) : map, scales), TfliteLayout.MAP);
    }

    /** The scales of a layer with a kernel; null where it is computed in floats. */
    private @Nullable IntegerScales integerScales(FileTensor x) {
        @Nullable ActivationScale in = x.scale();
        if (quantization == null || in == null || scale == null) {
            return null;
        }
        @Nullable
        ChannelScales kernel = quantization.kernels().get(layer.weights().get(0).name());
        return kernel == null ? null : new IntegerScales(in, kernel, quantization.mostWeight(), scale);
    }

    @Override
    public TfliteValue dense(Dense op) {
        FileTensor x = x(TfliteLayout.PLAIN);
        WeightSpec spec = layer.weights().get(0);
        String biasName = layer.name() + ".bias";
        float[] kernel = graph.values(spec);
        float[] bias = op.bias() ? graph.values(layer.weights().get(1)) : new float[op.features()];
        int in = x().shape().last();
        IntegerScales scales = integerScales(x);
        if (scales == null) {
            int weights = graph.learned(spec.name(), kernel, i -> i, op.features(), in);
            int offsets = graph.constant(biasName, bias, bias.length);
            return put(product(graph.floats(x), weights, offsets, null), TfliteLayout.PLAIN);
        }
        TensorScales stored = TensorScales.of(scales.kernel(), 0);
        int weights = graph.constant(spec.name(), scales.kernel(kernel), i -> i, stored, op.features(), in);
        return put(product(x, weights, scales.bias(graph, biasName, bias), scales.output()), TfliteLayout.PLAIN);
    }

    private FileTensor product(FileTensor x, int weights, int offsets, @Nullable ActivationScale out) {
        boolean axes = x.sizes().rank() > 1;
        return graph.node(TfliteOperator.FULLY_CONNECTED, x.index(), weights, offsets)
                .with(OptionsTable.fullyConnected(fused.activation(layer), axes))
                .atLeast(axes ? KEEPS_AXES : 1)
                .as(layer.name(), layer.shape(), out);
    }

    @Override
    public TfliteValue batchNorm(BatchNorm op) {
        if (fused.isAbsorbed(layer)) {
            return same();
        }
        ChannelAffine affine = graph.affine(layer, op);
        float[] factors = affine.factors();
        FileTensor scaled = elements.with(
                TfliteOperator.MUL, map(), graph.constant(layer.name() + ".factors", factors, factors.length));
        int summands = graph.constant(layer.name() + ".summands", affine.summands(), factors.length);
        return put(elements.with(TfliteOperator.ADD, scaled, summands), TfliteLayout.MAP);
    }

    @Override
    public TfliteValue layerNorm(LayerNorm op) {
        return put(tokens.layerNorm(plain(), op), TfliteLayout.PLAIN);
    }

    /** TensorFlow Lite does not divide the sum by the number of neighbours. */
    @Override
    public TfliteValue localResponseNorm(LocalResponseNorm op) {
        FileTensor map = map();
        return put(
                graph.node(TfliteOperator.LOCAL_RESPONSE_NORMALIZATION, map.index())
                        .with(OptionsTable.localResponse(op.size() / 2, op.bias(), op.alpha() / op.size(), op.beta()))
                        .as(layer.name(), map.sizes()),
                TfliteLayout.MAP);
    }

    @Override
    public TfliteValue activation(Activation op) {
        if (fused.isAbsorbed(layer)) {
            return same();
        }
        boolean nonNegative =
                switch (op.function()) {
                    case RELU, RELU6, SIGMOID, HARD_SIGMOID -> true;
                    case SILU, HARD_SWISH, GELU -> false;
                };
        return put(elements.activation(x().tensor(), op.function(), scale), x().layout(), nonNegative);
    }

    @Override
    public TfliteValue pool(Pool op) {
        FileTensor pooled = new TflitePooling(graph, layer, op).add(x(TfliteLayout.MAP), x().nonNegative());
        return put(pooled, TfliteLayout.MAP, x().nonNegative());
    }

    @Override
    public TfliteValue globalPool(GlobalPool op) {
        TfliteLayout layout = x().shape().isFeatureMap() ? TfliteLayout.MAP : TfliteLayout.PLAIN;
        List<Integer> axes = x().shape().isFeatureMap() ? List.of(1, 2) : List.of(1);
        FileTensor x = x(layout);
        boolean max = op.reduction() == Pool.Kind.MAX;
        @Nullable ActivationScale out = max || !isIntegral() ? x.scale() : scale;
        return put(
                graph.node(max ? TfliteOperator.REDUCE_MAX : TfliteOperator.MEAN, x.index(), graph.integers(axes))
                        .with(OptionsTable.reducer())
                        .as(layer.name(), layout.sizes(layer.shape()), out),
                layout,
                x().nonNegative());
    }

    @Override
    public TfliteValue add(Add op) {
        TfliteLayout layout = x().layout();
        // The sum of the first two of three has no scale.
        boolean integral = isIntegral() && inputs.size() == 2;
        FileTensor sum = integral ? x().tensor() : graph.floats(x().tensor());
        for (int i = 1; i < inputs.size(); i++) {
            FileTensor other = graph.as(layout, inputs.get(i));
            FusedActivation last = i == inputs.size() - 1 ? fused.activation(layer) : FusedActivation.NONE;
            sum = elements.join(
                    TfliteOperator.ADD, sum, integral ? other : graph.floats(other), last, integral ? scale : null);
        }
        return put(sum, layout);
    }

    @Override
    public TfliteValue multiply(Multiply op) {
        TfliteLayout layout = x().layout();
        boolean integral = isIntegral();
        FileTensor factor = graph.as(layout, inputs.get(1));
        return put(
                elements.join(
                        TfliteOperator.MUL,
                        integral ? x().tensor() : graph.floats(x().tensor()),
                        integral ? factor : graph.floats(factor),
                        FusedActivation.NONE,
                        integral ? scale : null),
                layout);
    }

    /** In integers all parts need the scale of the whole. */
    @Override
    public TfliteValue concat(Concat op) {
        TfliteLayout layout = x().layout();
        @Nullable ActivationScale common = isIntegral() ? scale : null;
        int[] parts = inputs.stream()
                .map(input -> graph.as(layout, input))
                .map(part -> common == null ? graph.floats(part) : graph.integers(part, common))
                .mapToInt(FileTensor::index)
                .toArray();
        FileTensor whole = graph.node(TfliteOperator.CONCATENATION, parts)
                .with(OptionsTable.concatenation(layout.axis(op.axis())))
                .as(layer.name(), layout.sizes(layer.shape()), common);
        return put(whole, layout, inputs.stream().allMatch(TfliteValue::nonNegative));
    }

    @Override
    public TfliteValue channelPad(ChannelPad op) {
        FileTensor map = x(TfliteLayout.MAP);
        return put(
                graph.padded(map, layer.name(), List.of(0, 0, 0, 0, op.before(), op.after())),
                TfliteLayout.MAP,
                x().nonNegative());
    }

    @Override
    public TfliteValue stridedSlice(StridedSlice op) {
        TfliteLayout layout = x().layout();
        FileTensor sliced = new TfliteSlice(graph, layer, op).add(x().tensor(), layout);
        return put(sliced, layout, x().nonNegative());
    }

    @Override
    public TfliteValue dropout(Dropout op) {
        return same();
    }

    @Override
    public TfliteValue stochasticDepth(StochasticDepth op) {
        return same();
    }

    @Override
    public TfliteValue identity(Identity op) {
        return same();
    }

    @Override
    public TfliteValue matrixProduct(MatrixProduct op) {
        FileTensor left = op.scale() == 1 ? plain() : elements.with(TfliteOperator.MUL, plain(), op.scale());
        FileTensor right = floats(TfliteLayout.PLAIN, inputs.get(1));
        return put(
                graph.node(TfliteOperator.BATCH_MATMUL, left.index(), right.index())
                        .with(OptionsTable.matrixProduct(op.transposeRight()))
                        .as(layer.name(), layer.shape()),
                TfliteLayout.PLAIN);
    }

    @Override
    public TfliteValue softmax(Softmax op) {
        TfliteLayout layout = x().layout();
        return put(tokens.softmax(floats(layout, x()), layout.axis(op.axis())), layout, true);
    }

    @Override
    public TfliteValue reshape(Reshape op) {
        FileTensor x = x(TfliteLayout.PLAIN);
        return put(graph.reshape(x, layer.name(), op.shape()), TfliteLayout.PLAIN, x().nonNegative());
    }

    @Override
    public TfliteValue transpose(Transpose op) {
        List<Integer> order = new ArrayList<>(List.of(0));
        op.order().forEach(axis -> order.add(axis + 1));
        FileTensor turned = graph.transpose(x(TfliteLayout.PLAIN), order, layer.name(), layer.shape());
        return put(turned, TfliteLayout.PLAIN, x().nonNegative());
    }

    @Override
    public TfliteValue learnedParameter(LearnedParameter op) {
        return put(tokens.learnedParameter(), TfliteLayout.PLAIN);
    }

    /** A map's positions, row by row, are tokens already. */
    @Override
    public TfliteValue patchTokens(PatchTokens op) {
        FileTensor tokens = graph.reshape(x(TfliteLayout.MAP), layer.name(), layer.shape());
        return put(tokens, TfliteLayout.PLAIN, x().nonNegative());
    }

    @Override
    public TfliteValue classToken(ClassToken op) {
        return put(tokens.classToken(plain()), TfliteLayout.PLAIN);
    }

    @Override
    public TfliteValue positionEmbedding(PositionEmbedding op) {
        return put(tokens.positionEmbedding(plain()), TfliteLayout.PLAIN);
    }

    @Override
    public TfliteValue multiHeadAttention(MultiHeadAttention op) {
        return put(tokens.attention(plain(), op), TfliteLayout.PLAIN);
    }

    @Override
    public TfliteValue flatten(Flatten op) {
        if (x().shape().rank() == 1) {
            return same();
        }
        FileTensor x = x().layout() == TfliteLayout.MAP && x().anyOrder() ? x().tensor() : x(TfliteLayout.PLAIN);
        return put(graph.reshape(x, layer.name(), layer.shape()), TfliteLayout.PLAIN, x().nonNegative());
    }
}
