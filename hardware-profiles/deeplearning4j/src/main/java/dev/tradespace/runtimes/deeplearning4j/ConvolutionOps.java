package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Window;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.enums.Mode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/** Convolutions on {@link Form#MAP}, kernels {@code [height, width, in, out]}: every other layout is slower, depthwise by a factor of 100.
 * A dilated kernel is written with its zeros: the native library refuses dilation. */
final class ConvolutionOps {
    private final Graph graph;
    private final Layer layer;
    private final Convolution op;

    ConvolutionOps(Graph graph, Layer layer, Convolution op) {
        this.graph = graph;
        this.layer = layer;
        this.op = op;
    }

    /**
     * Adds the operations.
     *
     * @param norm the batch norm that becomes part of the convolution
     */
    SDVariable add(SDVariable map, @Nullable Layer norm) {
        float[] kernel = Kernels.dilated(graph.values(layer.weights().get(0)), op.window());
        float[] bias = op.bias() ? graph.values(layer.weights().get(1)) : new float[op.channels()];
        if (norm != null && norm.op() instanceof BatchNorm batchNorm) {
            graph.affine(norm, batchNorm).fold(kernel, bias);
        }
        boolean biased = op.bias() || norm != null;
        int in = layer.inputShapes().get(0).channels();
        Window window = op.window();
        Padding.Explicit pads = window.resolve(
                layer.inputShapes().get(0).height(), layer.inputShapes().get(0).width());
        boolean even = pads.top() == pads.bottom() && pads.left() == pads.right();
        SDVariable x = even ? map : padded(map, pads);
        Conv2DConfig config = config(window, even ? pads : Padding.Explicit.NONE);
        if (op.groups() == 1) {
            return convolution(x, new Part(kernel, biased ? bias : null, in, op.channels(), ""), config);
        }
        if (op.groups() == in) {
            return depthwise(x, kernel, biased ? bias : null, in, config);
        }
        return grouped(x, kernel, biased ? bias : null, in, config);
    }

    /** SameDiff pads both sides alike; the rest is put around the map before. */
    private SDVariable padded(SDVariable map, Padding.Explicit pads) {
        SDVariable amounts = graph.integers(
                layer.name() + ".padding",
                new int[] {0, 0},
                new int[] {pads.top(), pads.bottom()},
                new int[] {pads.left(), pads.right()},
                new int[] {0, 0});
        return graph.sd().image.pad(map, amounts, Mode.CONSTANT, 0);
    }

    private static Conv2DConfig config(Window window, Padding.Explicit pads) {
        return Conv2DConfig.builder()
                .kH(window.spanHeight())
                .kW(window.spanWidth())
                .sH(window.strideHeight())
                .sW(window.strideWidth())
                .pH(pads.top())
                .pW(pads.left())
                .paddingMode(PaddingMode.VALID)
                .dataFormat(Conv2DConfig.NHWC)
                .build();
    }

    /** A convolution of some channels: all of them, or a group. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares parts.
    private record Part(float[] kernel, float @Nullable [] bias, int in, int out, String suffix) {}

    private SDVariable convolution(SDVariable x, Part part, Conv2DConfig config) {
        Window window = op.window();
        SDVariable kernel = graph.constant(
                layer.name() + ".weight" + part.suffix(),
                Kernels.inputsBeforeOutputs(
                        part.kernel(), part.out(), part.in(), window.spanHeight() * window.spanWidth()),
                window.spanHeight(),
                window.spanWidth(),
                part.in(),
                part.out());
        return part.bias() == null
                ? graph.sd().cnn.conv2d(x, kernel, config)
                : graph.sd()
                        .cnn
                        .conv2d(
                                x,
                                kernel,
                                graph.constant(layer.name() + ".bias" + part.suffix(), part.bias(), part.out()),
                                config);
    }

    private SDVariable depthwise(SDVariable x, float[] values, float @Nullable [] bias, int in, Conv2DConfig config) {
        Window window = op.window();
        int multiplier = op.channels() / in;
        // [in * multiplier, 1, h, w] has the channel's filters one after the other, as [h, w, in, multiplier] wants
        // them.
        SDVariable kernel = graph.constant(
                layer.name() + ".weight",
                Kernels.inputsBeforeOutputs(values, op.channels(), 1, window.spanHeight() * window.spanWidth()),
                window.spanHeight(),
                window.spanWidth(),
                in,
                multiplier);
        return bias == null
                ? graph.sd().cnn.depthWiseConv2d(x, kernel, config)
                : graph.sd()
                        .cnn
                        .depthWiseConv2d(
                                x, kernel, graph.constant(layer.name() + ".bias", bias, op.channels()), config);
    }

    /** Deeplearning4j has no convolution in groups: one for each, side by side. */
    private SDVariable grouped(SDVariable x, float[] values, float @Nullable [] bias, int in, Conv2DConfig config) {
        int inPerGroup = in / op.groups();
        int outPerGroup = op.channels() / op.groups();
        SDVariable[] read = graph.sd().split(x, op.groups(), 3);
        SDVariable[] parts = new SDVariable[op.groups()];
        for (int group = 0; group < op.groups(); group++) {
            float[] kernel = Kernels.part(values, group, op.groups());
            float @Nullable [] own = bias == null ? null : Kernels.part(bias, group, op.groups());
            parts[group] =
                    convolution(read[group], new Part(kernel, own, inPerGroup, outPerGroup, "." + group), config);
        }
        return graph.sd().concat(3, parts);
    }
}
