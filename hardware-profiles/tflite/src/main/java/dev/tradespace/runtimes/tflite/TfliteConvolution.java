package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.api.quantization.ActivationScale;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions on {@link TfliteLayout#MAP}. Kernels are {@code [out, height, width, in / groups]}, those of depthwise ones {@code [1, height, width, out]}. Padding
 * that is neither TensorFlow's "same" nor none is put around the map before; XNNPACK makes it part of the convolution.
 */
final class TfliteConvolution {
    private static final int GROUPED_VERSION = 6;
    private static final int DILATED_DEPTHWISE_VERSION = 2;

    private final TfliteGraph graph;
    private final Layer layer;
    private final Convolution op;
    private final FusedActivation activation;
    private final Window window;
    private final Shape in;
    private final boolean depthwise;
    private final float[] kernel;
    private final float[] bias;

    /**
     * A convolution to be added.
     *
     * @param norm the batch norm that becomes part of it
     * @param activation what it computes on its way out
     */
    TfliteConvolution(
            TfliteGraph graph, Layer layer, Convolution op, Optional<Layer> norm, FusedActivation activation) {
        this.graph = graph;
        this.layer = layer;
        this.op = op;
        this.activation = activation;
        this.window = op.window();
        this.in = layer.inputShapes().get(0);
        this.depthwise = op.groups() > 1 && op.groups() == in.channels();
        this.kernel = graph.values(layer.weights().get(0));
        this.bias = op.bias() ? graph.values(layer.weights().get(1)) : new float[op.channels()];
        norm.ifPresent(after -> {
            if (after.op() instanceof BatchNorm batchNorm) {
                graph.affine(after, batchNorm).fold(kernel, bias);
            }
        });
    }

    /**
     * Adds the operators.
     *
     * @param map floats; where there are scales, integers of {@link IntegerScales#input}
     * @param scales null to compute in floats
     */
    FileTensor add(FileTensor map, @Nullable IntegerScales scales) {
        String name = layer.weights().get(0).name();
        String biasName = layer.name() + ".bias";
        if (scales == null) {
            int weights = graph.learned(name, kernel, order(), sizes());
            return add(map, weights, graph.constant(biasName, bias, bias.length), null);
        }
        TensorScales stored = TensorScales.of(scales.kernel(), depthwise ? 3 : 0);
        int weights = graph.constant(name, scales.kernel(kernel), order(), stored, sizes());
        return add(map, weights, scales.bias(graph, biasName, bias), scales.output());
    }

    private FileTensor add(FileTensor map, int weights, int offsets, @Nullable ActivationScale scale) {
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        boolean none = pads.equals(Padding.Explicit.NONE);
        boolean same = !none && pads.equals(window.same().resolve(in.height(), in.width()));
        FileTensor x = none || same
                ? map
                : graph.padded(
                        map,
                        layer.name() + "/padded",
                        List.of(pads.top(), pads.bottom(), pads.left(), pads.right(), 0, 0));
        int padding = same ? TfliteSchema.PADDING_SAME : TfliteSchema.PADDING_VALID;
        OptionsTable.Steps steps = new OptionsTable.Steps(
                window.strideHeight(), window.strideWidth(), window.dilationHeight(), window.dilationWidth());
        return (depthwise
                        ? graph.node(TfliteOperator.DEPTHWISE_CONV_2D, x.index(), weights, offsets)
                                .with(OptionsTable.depthwise(padding, steps, op.channels() / in.channels(), activation))
                                .atLeast(
                                        window.dilationHeight() * window.dilationWidth() > 1
                                                ? DILATED_DEPTHWISE_VERSION
                                                : 1)
                        : graph.node(TfliteOperator.CONV_2D, x.index(), weights, offsets)
                                .with(OptionsTable.convolution(padding, steps, activation))
                                .atLeast(op.groups() > 1 ? GROUPED_VERSION : 1))
                .as(layer.name(), TfliteLayout.MAP.sizes(layer.shape()), scale);
    }

    private int[] sizes() {
        return depthwise
                ? new int[] {1, window.kernelHeight(), window.kernelWidth(), op.channels()}
                : new int[] {op.channels(), window.kernelHeight(), window.kernelWidth(), in.channels() / op.groups()};
    }

    /** For each element of the file's kernel its place in {@code [out, in, height, width]}. */
    private IntUnaryOperator order() {
        int area = window.area();
        if (depthwise) {
            int channels = op.channels();
            return i -> i % channels * area + i / channels;
        }
        int inner = in.channels() / op.groups();
        if (area == 1) {
            return i -> i;
        }
        int perOutput = inner * area;
        return i -> {
            int rest = i % perOutput;
            return i - rest + rest % inner * area + rest / inner;
        };
    }
}
