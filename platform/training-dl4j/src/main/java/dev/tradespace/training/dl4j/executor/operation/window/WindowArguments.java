package dev.tradespace.training.dl4j.executor.operation.window;

import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;

/**
 * A window as the native operations want it: kernel, stride, padding, dilation, then explicit padding and channels
 * last.
 */
final class WindowArguments {
    private WindowArguments() {}

    /**
     * The arguments for a window over an input; only the padding above and to the left is told, the other sides are
     * padded alike.
     */
    static long[] of(Window window, Shape input) {
        Padding.Explicit pads = window.resolve(input.height(), input.width());
        return new long[] {
            window.kernelHeight(),
            window.kernelWidth(),
            window.strideHeight(),
            window.strideWidth(),
            pads.top(),
            pads.left(),
            window.dilationHeight(),
            window.dilationWidth(),
            0,
            1,
            0
        };
    }
}
