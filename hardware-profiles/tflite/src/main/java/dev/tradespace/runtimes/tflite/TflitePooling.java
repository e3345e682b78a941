package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sliding maximum or average on {@link TfliteLayout#MAP}. TensorFlow Lite's own poolings take windows without dilation, with TensorFlow's "same" padding, which an
 * average does not count, or none; the others are composed.
 */
final class TflitePooling {
    private final TfliteGraph graph;
    private final Layer layer;
    private final Pool op;
    private final Shape in;
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
        /** Padding behind that lets every window end inside. */
        int end() {
            return Math.max(0, (steps - 1) * stride + dilation * (kernel - 1) + 1 - size - before);
        }

        boolean isUnpadded() {
            return before == 0 && end() == 0;
        }

        /** Whether TensorFlow's "same" padding makes the same steps. */
        boolean isSame() {
            int total = Math.max(0, (steps - 1) * stride + kernel - size);
            return steps == (size + stride - 1) / stride && before == total / 2;
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

    TflitePooling(TfliteGraph graph, Layer layer, Pool op) {
        this.graph = graph;
        this.layer = layer;
        this.op = op;
        this.in = layer.inputShapes().get(0);
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

    /**
     * Adds the operators. What the operators of poolings put out has the scale of what they read.
     *
     * @param nonNegative whether nothing in the map is below 0, so that padding with zeros changes no maximum
     */
    FileTensor add(FileTensor map, boolean nonNegative) {
        boolean dilated = rows.dilation() > 1 || columns.dilation() > 1;
        boolean max = op.reduction() == Pool.Kind.MAX;
        if (!dilated && rows.isUnpadded() && columns.isUnpadded()) {
            return pooling(map, TfliteSchema.PADDING_VALID);
        }
        if (!dilated && rows.isSame() && columns.isSame() && !op.countPadding()) {
            return pooling(map, TfliteSchema.PADDING_SAME);
        }
        if (max) {
            FileTensor padded = nonNegative ? padded(map) : paddedWithTheLeast(graph.floats(map));
            return dilated ? largestOfSlices(padded) : pooling(padded, TfliteSchema.PADDING_VALID);
        }
        boolean allCounted = op.countPadding() && rows.end() <= rows.after() && columns.end() <= columns.after();
        return allCounted && !dilated
                ? pooling(padded(map), TfliteSchema.PADDING_VALID)
                : dividedSum(padded(graph.floats(map)));
    }

    private FileTensor pooling(FileTensor x, int padding) {
        TfliteOperator operator =
                op.reduction() == Pool.Kind.MAX ? TfliteOperator.MAX_POOL_2D : TfliteOperator.AVERAGE_POOL_2D;
        return graph.node(operator, x.index())
                .with(OptionsTable.pool(padding, rows.stride(), columns.stride(), rows.kernel(), columns.kernel()))
                .as(layer.name(), TfliteLayout.MAP.sizes(layer.shape()), x.scale());
    }

    private boolean isUnpadded() {
        return rows.isUnpadded() && columns.isUnpadded();
    }

    private FileTensor padded(FileTensor map) {
        return isUnpadded() ? map : graph.padded(map, layer.name() + "/padded", amounts());
    }

    private FileTensor paddedWithTheLeast(FileTensor map) {
        if (isUnpadded()) {
            return map;
        }
        int least = graph.constant(layer.name() + "/least", new float[] {-Float.MAX_VALUE}, 1);
        Shape sizes = Shape.of(
                in.height() + rows.before() + rows.end(), in.width() + columns.before() + columns.end(), in.channels());
        return graph.node(TfliteOperator.PADV2, map.index(), graph.padding(amounts()), least)
                .as(layer.name() + "/padded", sizes);
    }

    private List<Integer> amounts() {
        return List.of(rows.before(), rows.end(), columns.before(), columns.end(), 0, 0);
    }

    /** The maximum over the positions of the window, each a slice of the padded map. */
    private FileTensor largestOfSlices(FileTensor padded) {
        @Nullable FileTensor largest = null;
        for (int row = 0; row < rows.kernel(); row++) {
            for (int column = 0; column < columns.kernel(); column++) {
                FileTensor slice = slice(padded, row * rows.dilation(), column * columns.dilation());
                largest = largest == null
                        ? slice
                        : graph.node(TfliteOperator.MAXIMUM, largest.index(), slice.index())
                                .as(layer.name() + "/largest", slice.sizes(), slice.scale());
            }
        }
        return Objects.requireNonNull(largest, "a kernel has positions");
    }

    private FileTensor slice(FileTensor padded, int row, int column) {
        List<Integer> end = List.of(
                1,
                row + (rows.steps() - 1) * rows.stride() + 1,
                column + (columns.steps() - 1) * columns.stride() + 1,
                in.channels());
        return graph.node(
                        TfliteOperator.STRIDED_SLICE,
                        padded.index(),
                        graph.integers(List.of(0, row, column, 0)),
                        graph.integers(end),
                        graph.integers(List.of(1, rows.stride(), columns.stride(), 1)))
                .with(OptionsTable.stridedSlice())
                .as(layer.name() + "/slice", TfliteLayout.MAP.sizes(layer.shape()), padded.scale());
    }

    /** Each channel's sum by a convolution with ones, times one over what each position counts. */
    private FileTensor dividedSum(FileTensor padded) {
        Window window = op.window();
        int channels = in.channels();
        float[] ones = new float[window.area() * channels];
        Arrays.fill(ones, 1);
        int kernel =
                graph.constant(layer.name() + "/ones", ones, 1, window.kernelHeight(), window.kernelWidth(), channels);
        int zeros = graph.constant(layer.name() + "/zeros", new float[channels], channels);
        OptionsTable.Steps steps = new OptionsTable.Steps(
                window.strideHeight(), window.strideWidth(), window.dilationHeight(), window.dilationWidth());
        Shape sizes = TfliteLayout.MAP.sizes(layer.shape());
        FileTensor sum = graph.node(TfliteOperator.DEPTHWISE_CONV_2D, padded.index(), kernel, zeros)
                .with(OptionsTable.depthwise(TfliteSchema.PADDING_VALID, steps, 1, FusedActivation.NONE))
                .atLeast(2)
                .as(layer.name() + "/sum", sizes);
        int shares = graph.constant(layer.name() + "/shares", shares(), 1, rows.steps(), columns.steps(), 1);
        return graph.node(TfliteOperator.MUL, sum.index(), shares)
                .with(OptionsTable.elementwise(FusedActivation.NONE))
                .as(layer.name(), sizes);
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
