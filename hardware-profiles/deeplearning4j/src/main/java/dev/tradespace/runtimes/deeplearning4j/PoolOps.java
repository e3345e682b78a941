package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.Mode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * A sliding maximum or average on {@link Form#MAP}. Deeplearning4j's own poolings take windows without dilation, padded alike on both sides, every
 * one of them whole; the others are composed.
 */
final class PoolOps {
    private final Graph graph;
    private final Layer layer;
    private final Pool op;
    private final Side rows;
    private final Side columns;

    /**
     * One axis of the window's way.
     *
     * @param size the input's
     * @param steps the output's
     * @param before padding in front
     * @param after padding behind
     */
    private record Side(int size, int steps, int kernel, int stride, int dilation, int before, int after) {
        /** Whether a pooling of Deeplearning4j makes the same steps. It never counts its own padding, whatever it is told. */
        boolean isPlain(boolean countPadding) {
            return dilation == 1
                    && (!countPadding || before == 0)
                    && before == after
                    && before < kernel
                    && (size + before + after - kernel) / stride + 1 == steps;
        }

        /** Padding behind that lets every window end inside. */
        int end() {
            return Math.max(0, (steps - 1) * stride + dilation * (kernel - 1) + 1 - size - before);
        }

        /** By how many the window at a step divides. */
        int divisor(int step, boolean countPadding) {
            int from = countPadding ? -before : 0;
            int to = countPadding ? size + after : size;
            int count = 0;
            for (int i = 0; i < kernel; i++) {
                int at = step * stride - before + i * dilation;
                count += at >= from && at < to ? 1 : 0;
            }
            return count;
        }
    }

    PoolOps(Graph graph, Layer layer, Pool op) {
        this.graph = graph;
        this.layer = layer;
        this.op = op;
        Shape in = layer.inputShapes().get(0);
        Shape out = layer.shape();
        Window window = op.window();
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        rows = new Side(
                in.height(),
                out.height(),
                window.kernelHeight(),
                window.strideHeight(),
                window.dilationHeight(),
                pads.top(),
                pads.bottom());
        columns = new Side(
                in.width(),
                out.width(),
                window.kernelWidth(),
                window.strideWidth(),
                window.dilationWidth(),
                pads.left(),
                pads.right());
    }

    /** Adds the operations. */
    SDVariable add(SDVariable map) {
        if (rows.isPlain(op.countPadding()) && columns.isPlain(op.countPadding())) {
            return pooling(graph.sd(), map, config(rows.before(), columns.before()));
        }
        if (op.reduction() == Pool.Kind.AVERAGE) {
            return dividedSum(map);
        }
        SDVariable padded = padded(map, -Float.MAX_VALUE);
        return rows.dilation() == 1 && columns.dilation() == 1
                ? pooling(graph.sd(), padded, config(0, 0))
                : largestOfSlices(padded);
    }

    private static SDVariable pooling(SameDiff sd, SDVariable map, Pooling2DConfig config) {
        return config.getType() == Pooling2D.Pooling2DType.MAX
                ? sd.cnn.maxPooling2d(map, config)
                : sd.cnn.avgPooling2d(map, config);
    }

    /** A pooling over the whole map. */
    static SDVariable global(SameDiff sd, SDVariable map, Pool.Kind kind, Shape shape) {
        return pooling(
                sd, map, config(kind).kH(shape.height()).kW(shape.width()).build());
    }

    private static Pooling2DConfig.Pooling2DConfigBuilder config(Pool.Kind kind) {
        return Pooling2DConfig.builder()
                .type(kind == Pool.Kind.MAX ? Pooling2D.Pooling2DType.MAX : Pooling2D.Pooling2DType.AVG)
                .paddingMode(PaddingMode.VALID)
                .isNHWC(true);
    }

    private Pooling2DConfig config(int padHeight, int padWidth) {
        return config(op.reduction())
                .kH(rows.kernel())
                .kW(columns.kernel())
                .sH(rows.stride())
                .sW(columns.stride())
                .pH(padHeight)
                .pW(padWidth)
                .divisor(Pooling2D.Divisor.EXCLUDE_PADDING)
                .build();
    }

    private SDVariable padded(SDVariable map, double value) {
        SDVariable amounts = graph.integers(
                layer.name() + ".padding",
                new int[] {0, 0},
                new int[] {rows.before(), rows.end()},
                new int[] {columns.before(), columns.end()},
                new int[] {0, 0});
        return graph.sd().image.pad(map, amounts, Mode.CONSTANT, value);
    }

    /** The maximum over the positions of the window, each a slice of the padded map: the native library knows no dilated one. */
    private SDVariable largestOfSlices(SDVariable padded) {
        @Nullable SDVariable largest = null;
        for (int row = 0; row < rows.kernel(); row++) {
            for (int column = 0; column < columns.kernel(); column++) {
                SDVariable slice = slice(padded, row * rows.dilation(), column * columns.dilation());
                largest = largest == null ? slice : graph.sd().math.max(largest, slice);
            }
        }
        return Objects.requireNonNull(largest, "a kernel has positions");
    }

    private SDVariable slice(SDVariable padded, int row, int column) {
        return graph.sd()
                .stridedSlice(
                        padded,
                        new long[] {0, row, column, 0},
                        new long[] {
                            1,
                            row + (rows.steps() - 1L) * rows.stride() + 1,
                            column + (columns.steps() - 1L) * columns.stride() + 1,
                            layer.shape().channels()
                        },
                        new long[] {1, rows.stride(), columns.stride(), 1},
                        1,
                        1,
                        0,
                        0,
                        0);
    }

    /** Each channel's sum by a convolution with ones, times one over what each position counts. */
    private SDVariable dividedSum(SDVariable map) {
        int channels = layer.shape().channels();
        float[] ones = new float[op.window().area() * channels];
        Arrays.fill(ones, 1);
        int height = op.window().spanHeight();
        int width = op.window().spanWidth();
        float[] kernels = Kernels.inputsBeforeOutputs(Kernels.dilated(ones, op.window()), channels, 1, height * width);
        SDVariable kernel = graph.constant(layer.name() + ".ones", kernels, height, width, channels, 1);
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(height)
                .kW(width)
                .sH(rows.stride())
                .sW(columns.stride())
                .paddingMode(PaddingMode.VALID)
                .dataFormat(Conv2DConfig.NHWC)
                .build();
        SDVariable sum = graph.sd().cnn.depthWiseConv2d(padded(map, 0), kernel, config);
        return sum.mul(graph.constant(layer.name() + ".shares", shares(), 1, rows.steps(), columns.steps(), 1));
    }

    private float[] shares() {
        float[] shares = new float[rows.steps() * columns.steps()];
        for (int row = 0; row < rows.steps(); row++) {
            for (int column = 0; column < columns.steps(); column++) {
                int count = rows.divisor(row, op.countPadding()) * columns.divisor(column, op.countPadding());
                // A window of nothing but padding averages to 0.
                shares[row * columns.steps() + column] = 1f / Math.max(1, count);
            }
        }
        return shares;
    }
}
