package dev.tradespace.training.dl4j.executor.operation.window;

import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.ElementGather;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The input of a convolution: the layer's own or, where the padding differs from side to side, which the native
 * convolutions do not know, a copy of it with the padding around.
 *
 * @shape {@code [batch, H, W, C]} or {@code [batch, top + H + bottom, left + W + right, C]}
 */
final class PaddedInput {
    private final LayerContext context;
    private final INDArray array;
    private final long[] arguments;
    private final ElementGather inside;
    private final boolean copies;

    PaddedInput(LayerContext context, Window window) {
        this.context = context;
        Shape in = context.layer().inputShapes().get(0);
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        copies = isUneven(pads);
        int height = pads.top() + in.height() + pads.bottom();
        int width = pads.left() + in.width() + pads.right();
        array = copies ? context.keep(context.batch(), height, width, in.channels()) : context.input(0);
        arguments = WindowArguments.of(copies ? window.padding(Padding.Explicit.NONE) : window, in);
        int[] rows = new int[in.height()];
        for (int y = 0; y < rows.length; y++) {
            rows[y] = ((pads.top() + y) * width + pads.left()) * in.channels();
        }
        inside = new ElementGather(context.batch(), height * width * in.channels(), in.width() * in.channels(), rows);
    }

    /** Whether the padding differs from side to side. */
    static boolean isUneven(Padding.Explicit pads) {
        return pads.top() != pads.bottom() || pads.left() != pads.right();
    }

    /** What the convolution reads. */
    INDArray array() {
        return array;
    }

    /** The convolution's arguments. */
    long[] arguments() {
        return arguments.clone();
    }

    /** To be run before the convolution. */
    Runnable enter() {
        if (!copies) {
            return () -> {};
        }
        FloatBuffer x = Floats.buffer(context.input(0));
        FloatBuffer padded = Floats.buffer(array);
        return () -> inside.putBack(x, padded);
    }

    /** An array for the gradient of {@link #array}; scratch where nobody wants that of the input. */
    INDArray gradient(Adjoint adjoint) {
        return copies || !adjoint.wants(0) ? adjoint.scratch(array.shape()) : adjoint.input(0);
    }

    /** To be run after the backward pass: takes the input's gradient out of that. */
    Runnable leave(INDArray gradient, Adjoint adjoint) {
        if (!copies || !adjoint.wants(0)) {
            return () -> {};
        }
        FloatBuffer padded = Floats.buffer(gradient);
        FloatBuffer dx = Floats.buffer(adjoint.input(0));
        return () -> inside.pick(padded, dx);
    }
}
