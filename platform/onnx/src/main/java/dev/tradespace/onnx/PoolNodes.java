package dev.tradespace.onnx;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import java.util.Arrays;
import java.util.List;

/**
 * A sliding maximum or average. Runtimes disagree about ONNX's {@code ceil_mode} and about what an average divides by
 * there, so the file never uses it: the last, partial window becomes padding at the end.
 */
final class PoolNodes {
    private final GraphDraft graph;
    private final Layer layer;
    private final Pool op;
    private final String x;
    private final Window window;
    private final Side rows;
    private final Side columns;

    /**
     * One axis of the window's way.
     *
     * @param size the input's
     * @param steps the output's
     * @param before padding in front
     * @param after padding behind, of the architecture
     * @param extra more padding behind, for the last, partial window: it never counts
     */
    private record Side(int size, int steps, int kernel, int stride, int dilation, int before, int after, int extra) {
        static Side of(int size, int steps, int kernel, int stride, int dilation, int before, int after, boolean ceil) {
            if (!ceil) {
                return new Side(size, steps, kernel, stride, dilation, before, after, 0);
            }
            int end = Math.max(0, (steps - 1) * stride + dilation * (kernel - 1) + 1 - size - before);
            int inside = Math.min(after, end);
            return new Side(size, steps, kernel, stride, dilation, before, inside, end - inside);
        }

        /** Whether a pooling node takes this padding: runtimes want it smaller than the kernel. */
        boolean fits() {
            return before < kernel && after + extra < kernel;
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

    PoolNodes(GraphDraft graph, Layer layer, Pool op, String x) {
        this.graph = graph;
        this.layer = layer;
        this.op = op;
        this.x = x;
        this.window = op.window();
        Shape in = layer.inputShapes().get(0);
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        this.rows = Side.of(
                in.height(),
                layer.shape().height(),
                window.kernelHeight(),
                window.strideHeight(),
                window.dilationHeight(),
                pads.top(),
                pads.bottom(),
                op.ceil());
        this.columns = Side.of(
                in.width(),
                layer.shape().width(),
                window.kernelWidth(),
                window.strideWidth(),
                window.dilationWidth(),
                pads.left(),
                pads.right(),
                op.ceil());
    }

    /** Adds the nodes; the value they put out. */
    String add() {
        boolean fits = rows.fits() && columns.fits();
        if (op.reduction() == Pool.Kind.MAX) {
            return fits
                    ? pool("MaxPool", x, endPads(true)).as(layer.name())
                    : pool("MaxPool", padded(endPads(true), Double.NEGATIVE_INFINITY), Dims.of(0, 0, 0, 0))
                            .as(layer.name());
        }
        if (!fits || window.dilationHeight() > 1 || window.dilationWidth() > 1) {
            return dividedSum();
        }
        boolean extra = rows.extra() + columns.extra() > 0;
        if (op.countPadding() && extra) {
            List<Long> partial = Dims.of(0, 0, rows.extra(), columns.extra());
            return pool("AveragePool", padded(endPads(false), 0), partial)
                    .with("count_include_pad", 0)
                    .as(layer.name());
        }
        return pool("AveragePool", x, endPads(true))
                .with("count_include_pad", op.countPadding() ? 1 : 0)
                .as(layer.name());
    }

    private List<Long> endPads(boolean withExtra) {
        return Dims.of(
                rows.before(),
                columns.before(),
                rows.after() + (withExtra ? rows.extra() : 0),
                columns.after() + (withExtra ? columns.extra() : 0));
    }

    private GraphDraft.Node pool(String type, String input, List<Long> pads) {
        GraphDraft.Node node = graph.node(type, input)
                .with("kernel_shape", Dims.of(window.kernelHeight(), window.kernelWidth()))
                .with("strides", Dims.of(window.strideHeight(), window.strideWidth()))
                .with("pads", pads);
        return type.equals("MaxPool")
                ? node.with("dilations", Dims.of(window.dilationHeight(), window.dilationWidth()))
                : node;
    }

    private String padded(List<Long> pads, double value) {
        List<Long> all = List.of(0L, 0L, pads.get(0), pads.get(1), 0L, 0L, pads.get(2), pads.get(3));
        return graph.node("Pad", x, graph.integers(all), graph.scalar(value)).as(layer.name() + "/padded");
    }

    /**
     * An average that AveragePool cannot express before opset 19 (dilation) or at all (padding wider than the kernel):
     * each channel's sum by a convolution with ones, divided by what each position counts.
     */
    private String dividedSum() {
        int channels = layer.shape().channels();
        int area = window.area();
        String ones = graph.weight(
                layer.name() + "/ones",
                Dims.of(channels, 1, window.kernelHeight(), window.kernelWidth()),
                () -> filled(channels * area));
        String sum = graph.node("Conv", x, ones)
                .with("kernel_shape", Dims.of(window.kernelHeight(), window.kernelWidth()))
                .with("strides", Dims.of(window.strideHeight(), window.strideWidth()))
                .with("dilations", Dims.of(window.dilationHeight(), window.dilationWidth()))
                .with("pads", endPads(true))
                .with("group", channels)
                .as(layer.name() + "/sum");
        String divisors =
                graph.weight(layer.name() + "/divisors", Dims.of(1, 1, rows.steps(), columns.steps()), this::divisors);
        return graph.node("Div", sum, divisors).as(layer.name());
    }

    private static float[] filled(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private float[] divisors() {
        float[] counts = new float[rows.steps() * columns.steps()];
        for (int row = 0; row < rows.steps(); row++) {
            for (int column = 0; column < columns.steps(); column++) {
                // A window of nothing but padding averages to 0.
                counts[row * columns.steps() + column] =
                        Math.max(1, rows.divisor(row, op.countPadding()) * columns.divisor(column, op.countPadding()));
            }
        }
        return counts;
    }
}
