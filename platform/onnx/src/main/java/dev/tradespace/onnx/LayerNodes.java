package dev.tradespace.onnx;

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
import dev.tradespace.api.op.Padding;
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
import dev.tradespace.api.op.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The ONNX nodes of one layer. A case returns the name of the value that the layer puts out. Axis 0 of every value is
 * the batch, so ONNX's axes are one more than the architecture's.
 */
class LayerNodes implements Op.Cases<String> {
    private final GraphDraft graph;
    private final LastTensorCache tensors;
    private final BatchAxis batch;
    private final Layer layer;
    private final List<String> inputs;

    /**
     * The nodes of a layer, to be added to a graph.
     *
     * @param inputs the names of the values that the layer reads
     */
    LayerNodes(GraphDraft graph, LastTensorCache tensors, BatchAxis batch, Layer layer, List<String> inputs) {
        this.graph = graph;
        this.tensors = tensors;
        this.batch = batch;
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
    }

    private String x() {
        return inputs.get(0);
    }

    private Shape shape() {
        return layer.inputShapes().get(0);
    }

    private String weight(int index) {
        WeightSpec spec = layer.weights().get(index);
        return weight(spec, Dims.of(spec.shape()));
    }

    /** The tensor under other sizes of the same product. */
    String weight(WeightSpec spec, List<Long> dims) {
        return graph.weight(spec.name(), dims, () -> tensors.values(spec));
    }

    private String node(String type) {
        return graph.node(type, inputs).as(layer.name());
    }

    @Override
    public String input(Input op) {
        return GraphDraft.INPUT;
    }

    @Override
    public String convolution(Convolution op) {
        Window window = op.window();
        Padding.Explicit pads = window.resolve(shape().height(), shape().width());
        List<String> reads = new ArrayList<>(List.of(x(), weight(0)));
        if (op.bias()) {
            reads.add(weight(1));
        }
        return graph.node("Conv", reads)
                .with("kernel_shape", Dims.of(window.kernelHeight(), window.kernelWidth()))
                .with("strides", Dims.of(window.strideHeight(), window.strideWidth()))
                .with("dilations", Dims.of(window.dilationHeight(), window.dilationWidth()))
                .with("pads", Dims.of(pads.top(), pads.left(), pads.bottom(), pads.right()))
                .with("group", op.groups())
                .as(layer.name());
    }

    /** Of a vector a Gemm, which reads the kernel as it is; of tokens a MatMul, which wants it transposed. */
    @Override
    public String dense(Dense op) {
        if (shape().rank() == 1) {
            List<String> reads = new ArrayList<>(List.of(x(), weight(0)));
            if (op.bias()) {
                reads.add(weight(1));
            }
            return graph.node("Gemm", reads).with("transB", 1).as(layer.name());
        }
        TokenProjection projection = new TokenProjection(graph, tensors, layer.name());
        WeightSpec kernel = layer.weights().get(0);
        return op.bias()
                ? projection.biased(x(), kernel, layer.weights().get(1), "")
                : projection.plain(x(), kernel, "");
    }

    /** As it is: runtimes fold it into the convolution before it. */
    @Override
    public String batchNorm(BatchNorm op) {
        return graph.node("BatchNormalization", x(), weight(0), weight(1), weight(2), weight(3))
                .with("epsilon", op.epsilon())
                .as(layer.name());
    }

    @Override
    public String layerNorm(LayerNorm op) {
        return graph.node("LayerNormalization", x(), weight(0), weight(1))
                .with("axis", -1)
                .with("epsilon", op.epsilon())
                .as(layer.name());
    }

    @Override
    public String localResponseNorm(LocalResponseNorm op) {
        return graph.node("LRN", x())
                .with("size", op.size())
                .with("alpha", op.alpha())
                .with("beta", op.beta())
                .with("bias", op.bias())
                .as(layer.name());
    }

    @Override
    public String activation(Activation op) {
        return switch (op.function()) {
            case RELU -> node("Relu");
            case RELU6 ->
                graph.node("Clip", x(), graph.scalar(0), graph.scalar(6)).as(layer.name());
            case SILU ->
                graph.node("Mul", x(), graph.node("Sigmoid", x()).as(layer.name() + "/sigmoid"))
                        .as(layer.name());
            case HARD_SWISH -> node("HardSwish");
            case HARD_SIGMOID ->
                graph.node("HardSigmoid", x())
                        .with("alpha", 1.0 / 6)
                        .with("beta", 0.5)
                        .as(layer.name());
            case GELU -> gelu();
            case SIGMOID -> node("Sigmoid");
        };
    }

    /** {@code x (1 + erf(x / sqrt 2)) / 2}, in the order of operations that runtimes know as one. */
    private String gelu() {
        String scaled = graph.node("Div", x(), graph.scalar(Math.sqrt(2))).as(layer.name() + "/scaled");
        String erf = graph.node("Erf", scaled).as(layer.name() + "/erf");
        String shifted = graph.node("Add", erf, graph.scalar(1)).as(layer.name() + "/shifted");
        String product = graph.node("Mul", x(), shifted).as(layer.name() + "/product");
        return graph.node("Mul", product, graph.scalar(0.5)).as(layer.name());
    }

    @Override
    public String pool(Pool op) {
        return new PoolNodes(graph, layer, op, x()).add();
    }

    @Override
    public String globalPool(GlobalPool op) {
        boolean max = op.reduction() == Pool.Kind.MAX;
        if (shape().isFeatureMap()) {
            return node(max ? "GlobalMaxPool" : "GlobalAveragePool");
        }
        return graph.node(max ? "ReduceMax" : "ReduceMean", x())
                .with("axes", Dims.of(1))
                .with("keepdims", 1)
                .as(layer.name());
    }

    @Override
    public String add(Add op) {
        String sum = x();
        for (int i = 1; i < inputs.size(); i++) {
            boolean last = i == inputs.size() - 1;
            sum = graph.node("Add", sum, inputs.get(i)).as(last ? layer.name() : layer.name() + "/part");
        }
        return sum;
    }

    @Override
    public String multiply(Multiply op) {
        return node("Mul");
    }

    @Override
    public String concat(Concat op) {
        return graph.node("Concat", inputs).with("axis", op.axis() + 1).as(layer.name());
    }

    @Override
    public String channelPad(ChannelPad op) {
        List<Long> pads = Dims.of(0, op.before(), 0, 0, 0, op.after(), 0, 0);
        return graph.node("Pad", x(), graph.integers(pads)).as(layer.name());
    }

    @Override
    public String stridedSlice(StridedSlice op) {
        List<Long> starts = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        List<Long> axes = new ArrayList<>();
        List<Long> steps = new ArrayList<>();
        for (int axis = 0; axis < op.ranges().size(); axis++) {
            StridedSlice.Range range = op.ranges().get(axis);
            starts.add((long) range.start());
            ends.add((long) Math.min(range.end(), shape().size(axis)));
            axes.add(axis + 1L);
            steps.add((long) range.step());
        }
        return graph.node(
                        "Slice",
                        x(),
                        graph.integers(starts),
                        graph.integers(ends),
                        graph.integers(axes),
                        graph.integers(steps))
                .as(layer.name());
    }

    @Override
    public String dropout(Dropout op) {
        return x();
    }

    @Override
    public String stochasticDepth(StochasticDepth op) {
        return x();
    }

    @Override
    public String identity(Identity op) {
        return x();
    }

    @Override
    public String matrixProduct(MatrixProduct op) {
        String left = x();
        if (op.scale() != 1) {
            left = graph.node("Mul", left, graph.scalar(op.scale())).as(layer.name() + "/scaled");
        }
        String right = inputs.get(1);
        if (op.transposeRight()) {
            List<Long> order = new ArrayList<>();
            for (long axis = 0; axis <= shape().rank(); axis++) {
                order.add(axis);
            }
            Collections.swap(order, order.size() - 1, order.size() - 2);
            right = graph.node("Transpose", right).with("perm", order).as(layer.name() + "/transposed");
        }
        return graph.node("MatMul", left, right).as(layer.name());
    }

    @Override
    public String softmax(Softmax op) {
        return graph.node("Softmax", x()).with("axis", op.axis() + 1).as(layer.name());
    }

    @Override
    public String reshape(Reshape op) {
        return graph.node("Reshape", x(), graph.integers(Dims.afterBatch(op.shape())))
                .as(layer.name());
    }

    @Override
    public String transpose(Transpose op) {
        List<Long> order = new ArrayList<>(List.of(0L));
        op.order().forEach(axis -> order.add(axis + 1L));
        return graph.node("Transpose", x()).with("perm", order).as(layer.name());
    }

    @Override
    public String learnedParameter(LearnedParameter op) {
        WeightSpec spec = layer.weights().get(0);
        List<Long> dims = new ArrayList<>(List.of(1L));
        dims.addAll(Dims.of(spec.shape()));
        return repeated(weight(spec, dims), Dims.of(spec.shape()));
    }

    @Override
    public String patchTokens(PatchTokens op) {
        List<Long> flat = Dims.of(0, shape().channels(), shape().height() * shape().width());
        String rows = graph.node("Reshape", x(), graph.integers(flat)).as(layer.name() + "/rows");
        return graph.node("Transpose", rows).with("perm", Dims.of(0, 2, 1)).as(layer.name());
    }

    @Override
    public String classToken(ClassToken op) {
        int width = shape().last();
        String token = repeated(weight(layer.weights().get(0), Dims.of(1, 1, width)), Dims.of(1, width));
        return graph.node("Concat", token, x()).with("axis", 1).as(layer.name());
    }

    @Override
    public String positionEmbedding(PositionEmbedding op) {
        List<Long> dims = Dims.of(1, shape().size(0), shape().size(1));
        return graph.node("Add", x(), weight(layer.weights().get(0), dims)).as(layer.name());
    }

    @Override
    public String multiHeadAttention(MultiHeadAttention op) {
        return new AttentionNodes(graph, new TokenProjection(graph, tensors, layer.name()), layer, op, x()).add();
    }

    @Override
    public String flatten(Flatten op) {
        return shape().rank() == 1
                ? x()
                : graph.node("Flatten", x()).with("axis", 1).as(layer.name());
    }

    /** A constant of batch 1, once for each image of the batch: joins want as many, and there may be more than one. */
    private String repeated(String constant, List<Long> sizes) {
        if (batch == BatchAxis.ONE) {
            return constant;
        }
        String count = graph.node("Shape", GraphDraft.INPUT)
                .with("start", 0)
                .with("end", 1)
                .as(layer.name() + "/batch");
        String target = graph.node("Concat", count, graph.integers(sizes))
                .with("axis", 0)
                .as(layer.name() + "/sizes");
        return graph.node("Expand", constant, target).as(layer.name() + "/repeated");
    }
}
