package dev.tradespace.onnx;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ONNX nodes of a layer of a quantised network, in the forms that ONNX Runtime computes in integers. */
final class QuantizedLayerNodes extends LayerNodes {
    private final GraphDraft graph;
    private final QuantizedValues values;
    private final Layer layer;
    private final String x;

    QuantizedLayerNodes(
            GraphDraft graph,
            LastTensorCache tensors,
            BatchAxis batch,
            Layer layer,
            List<String> inputs,
            QuantizedValues values) {
        super(graph, tensors, batch, layer, inputs);
        this.graph = graph;
        this.values = values;
        this.layer = layer;
        this.x = inputs.isEmpty() ? "" : inputs.get(0);
    }

    private @Nullable ActivationScale scale(String name) {
        return values.quantization().activations().get(name);
    }

    /** The scale of what the layer reads, where the layer is computed in integers. */
    private @Nullable ActivationScale integerInput() {
        WeightSpec kernel = layer.weights().get(0);
        return values.quantization().kernels().containsKey(kernel.name())
                ? scale(layer.inputs().get(0))
                : null;
    }

    @Override
    String weight(WeightSpec spec, List<Long> dims) {
        ActivationScale input = integerInput();
        if (input == null) {
            return super.weight(spec, dims);
        }
        return switch (spec.role()) {
            case KERNEL -> values.kernel(spec, dims);
            case BIAS -> values.bias(spec, layer.weights().get(0), input);
            default -> super.weight(spec, dims);
        };
    }

    /** Of tokens a Gemm, too, which unlike a MatMul takes its bias in integers. */
    @Override
    public String dense(Dense op) {
        Shape in = layer.inputShapes().get(0);
        ActivationScale input = integerInput();
        if (input == null || in.rank() == 1) {
            return super.dense(op);
        }
        String rows = graph.node("Reshape", x, graph.integers(List.of(-1L, (long) in.last())))
                .as(layer.name() + "/rows");
        List<String> reads = new ArrayList<>(List.of(values.stored(rows, input, layer.name() + "/rows")));
        for (WeightSpec spec : layer.weights()) {
            reads.add(weight(spec, Dims.of(spec.shape())));
        }
        String products = graph.node("Gemm", reads).with("transB", 1).as(layer.name() + "/products");
        List<Long> sizes = new ArrayList<>(List.of(-1L));
        sizes.addAll(Dims.of(layer.shape()));
        return graph.node("Reshape", products, graph.integers(sizes)).as(layer.name());
    }

    /** The functions of two steps with the value between them stored, too. */
    @Override
    public String activation(Activation op) {
        if (scale(layer.inputs().get(0)) == null || scale(layer.name()) == null) {
            return super.activation(op);
        }
        String name = layer.name();
        return switch (op.function()) {
            case SILU -> {
                String share = graph.node("Sigmoid", x).as(name + "/sigmoid");
                yield graph.node("Mul", x, values.stored(share, ActivationScale.SIGMOID, name + "/sigmoid"))
                        .as(name);
            }
            case HARD_SIGMOID -> hardSigmoid();
            case HARD_SWISH -> graph.node("Mul", x, hardSigmoid()).as(name);
            default -> super.activation(op);
        };
    }

    /** {@code relu6(x + 3) / 6} as a sum that is clipped by being stored, and divided by being read with another scale. */
    private String hardSigmoid() {
        String sum = graph.node("Add", x, values.constant(3, layer.name() + "/three"))
                .as(layer.name() + "/shifted");
        return values.stored(
                sum,
                ActivationScale.CLIPPED_AT_6,
                ActivationScale.HARD_SIGMOID.scale(),
                layer.name() + "/hard-sigmoid");
    }
}
