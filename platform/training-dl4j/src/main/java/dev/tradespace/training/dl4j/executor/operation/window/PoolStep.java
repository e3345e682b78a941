package dev.tradespace.training.dl4j.executor.operation.window;

import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.vector.PoolWindows;
import dev.tradespace.training.dl4j.vector.PoolWindows.Axis;
import dev.tradespace.training.dl4j.vector.PoolWindows.Geometry;
import java.nio.FloatBuffer;

/**
 * Maximum or average over a sliding window, or over all positions or tokens.
 *
 * @shape {@code [batch, H, W, C]} to {@code [batch, H', W', C]}; over all positions {@code [batch, 1, 1, C]}, over all
 *     tokens {@code [batch, T, D]} to {@code [batch, 1, D]}
 */
public final class PoolStep implements OperationStep {
    private final PoolWindows windows;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final FloatBuffer winners;
    private final boolean largest;

    private PoolStep(LayerContext context, Pool.Kind reduction, Geometry geometry) {
        largest = reduction == Pool.Kind.MAX;
        windows = new PoolWindows(geometry);
        x = Floats.buffer(context.input(0));
        y = Floats.buffer(context.looseOutput());
        winners = Floats.buffer(context.keep(largest ? y.capacity() : 1));
    }

    /** Over a window. */
    public static PoolStep sliding(LayerContext context, Pool op) {
        Shape in = context.layer().inputShapes().get(0);
        Shape out = context.layer().shape();
        Window window = op.window();
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        return new PoolStep(
                context,
                op.reduction(),
                new Geometry(
                        context.batch(),
                        in.height(),
                        in.width(),
                        in.channels(),
                        out.height(),
                        out.width(),
                        new Axis(
                                window.kernelHeight(),
                                window.strideHeight(),
                                window.dilationHeight(),
                                pads.top(),
                                pads.bottom()),
                        new Axis(
                                window.kernelWidth(),
                                window.strideWidth(),
                                window.dilationWidth(),
                                pads.left(),
                                pads.right()),
                        op.countPadding()));
    }

    /** Over all positions, which are taken as one column. */
    public static PoolStep global(LayerContext context, Pool.Kind reduction) {
        Shape in = context.layer().inputShapes().get(0);
        int channels = in.isFeatureMap() ? in.channels() : in.last();
        int positions = Math.toIntExact(in.elements() / channels);
        return new PoolStep(
                context,
                reduction,
                new Geometry(
                        context.batch(),
                        positions,
                        1,
                        channels,
                        1,
                        1,
                        new Axis(positions, 1, 1, 0, 0),
                        new Axis(1, 1, 1, 0, 0),
                        false));
    }

    @Override
    public void forward(ForwardMode pass) {
        if (largest) {
            windows.largest(x, y, winners);
        } else {
            windows.average(x, y);
        }
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer dx = Floats.buffer(adjoint.input(0));
        return largest ? () -> windows.largestGradient(winners, dy, dx) : () -> windows.averageGradient(dy, dx);
    }
}
