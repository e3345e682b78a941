package dev.tradespace.api.op;

import java.util.Objects;

/**
 * The sliding window of a convolution or a pooling: kernel, stride, dilation and padding.
 *
 * <pre>{@code kernel(7).stride(2).padding(3)      kernel(1, 7).padding(0, 3)      kernel(3).stride(2).same()}</pre>
 *
 * @param kernelHeight rows of the kernel, at least 1
 * @param kernelWidth columns of the kernel, at least 1
 * @param strideHeight rows per step, at least 1
 * @param strideWidth columns per step, at least 1
 * @param dilationHeight distance of two rows of the kernel, at least 1
 * @param dilationWidth distance of two columns of the kernel, at least 1
 * @param padding what stands around the input
 */
public record Window(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int dilationHeight,
        int dilationWidth,
        Padding padding) {
    public Window {
        atLeastOne("kernel", kernelHeight, kernelWidth);
        atLeastOne("stride", strideHeight, strideWidth);
        atLeastOne("dilation", dilationHeight, dilationWidth);
        Objects.requireNonNull(padding, "padding");
    }

    /** A square kernel, stride 1, unpadded. */
    public static Window kernel(int size) {
        return kernel(size, size);
    }

    /** A kernel of the given height and width, stride 1, unpadded. */
    public static Window kernel(int height, int width) {
        return new Window(height, width, 1, 1, 1, 1, Padding.Explicit.NONE);
    }

    /** The same window with this stride along both axes. */
    public Window stride(int stride) {
        return new Window(kernelHeight, kernelWidth, stride, stride, dilationHeight, dilationWidth, padding);
    }

    /** The same window with this dilation along both axes. */
    public Window dilation(int dilation) {
        return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, dilation, dilation, padding);
    }

    /** The same window with this padding on all four sides. */
    public Window padding(int amount) {
        return padding(amount, amount);
    }

    /** The same window with this padding above and below, and left and right. */
    public Window padding(int vertical, int horizontal) {
        return padding(new Padding.Explicit(vertical, vertical, horizontal, horizontal));
    }

    /** The same window with TensorFlow's "same" padding. */
    public Window same() {
        return padding(new Padding.Same());
    }

    /**
     * The same window with padding {@code dilation * (kernel - 1) / 2}, which keeps the size at stride 1 and odd
     * kernels.
     */
    public Window centred() {
        return padding(dilationHeight * (kernelHeight - 1) / 2, dilationWidth * (kernelWidth - 1) / 2);
    }

    /** The same window with the given padding. */
    public Window padding(Padding padding) {
        return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padding);
    }

    /** Positions of the kernel: height times width. */
    public int area() {
        return Math.multiplyExact(kernelHeight, kernelWidth);
    }

    /** The rows that the dilated kernel spans. */
    public int spanHeight() {
        return Math.addExact(Math.multiplyExact(dilationHeight, kernelHeight - 1), 1);
    }

    /** The columns that the dilated kernel spans. */
    public int spanWidth() {
        return Math.addExact(Math.multiplyExact(dilationWidth, kernelWidth - 1), 1);
    }

    /** The padding in rows and columns for an input of this height and width, {@link Padding.Same} worked out. */
    public Padding.Explicit resolve(int height, int width) {
        if (padding instanceof Padding.Explicit explicit) {
            return explicit;
        }
        int vertical = sameAmount(height, spanHeight(), strideHeight);
        int horizontal = sameAmount(width, spanWidth(), strideWidth);
        return new Padding.Explicit(vertical / 2, vertical - vertical / 2, horizontal / 2, horizontal - horizontal / 2);
    }

    /**
     * The shape of {@code channels} maps after this window has slid over the input.
     *
     * @param ceil whether a last, partial window counts (PyTorch's rule: it must start inside the input or the padding
     *     before it)
     * @throws BadOperation if the input is no feature map, or the kernel is wider than its padded input
     */
    Shape slide(Shape input, int channels, boolean ceil) {
        if (!input.isFeatureMap()) {
            throw new BadOperation("needs a feature map [channels, height, width], was given " + input);
        }
        Padding.Explicit pads = resolve(input.height(), input.width());
        int paddedHeight = Math.addExact(input.height(), Math.addExact(pads.top(), pads.bottom()));
        int paddedWidth = Math.addExact(input.width(), Math.addExact(pads.left(), pads.right()));
        if (spanHeight() > paddedHeight || spanWidth() > paddedWidth) {
            throw new BadOperation("kernel " + spanHeight() + "x" + spanWidth() + " is wider than its input " + input
                    + " (with padding " + paddedHeight + "x" + paddedWidth + ")");
        }
        return Shape.of(
                channels,
                steps(input.height(), pads.top(), paddedHeight - spanHeight(), strideHeight, ceil),
                steps(input.width(), pads.left(), paddedWidth - spanWidth(), strideWidth, ceil));
    }

    private static int steps(int size, int before, int room, int stride, boolean ceil) {
        if (!ceil) {
            return room / stride + 1;
        }
        int steps = (room + stride - 1) / stride + 1;
        return (steps - 1) * stride >= size + before ? steps - 1 : steps;
    }

    private static int sameAmount(int size, int span, int stride) {
        int steps = (size + stride - 1) / stride;
        return Math.max(0, (steps - 1) * stride + span - size);
    }

    private static void atLeastOne(String what, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, was " + height + "x" + width);
        }
    }

    /** For people: {@code 3x3/2 pad 1}. */
    @Override
    public String toString() {
        String stride = strideHeight == 1 && strideWidth == 1
                ? ""
                : strideHeight == strideWidth ? "/" + strideHeight : "/" + strideHeight + "x" + strideWidth;
        String dilation =
                dilationHeight == 1 && dilationWidth == 1 ? "" : " dilation " + dilationHeight + "x" + dilationWidth;
        return kernelHeight + "x" + kernelWidth + stride + dilation + describe(padding);
    }

    private static String describe(Padding padding) {
        if (!(padding instanceof Padding.Explicit pads)) {
            return " same";
        }
        if (pads.equals(Padding.Explicit.NONE)) {
            return "";
        }
        if (pads.top() == pads.bottom() && pads.left() == pads.right()) {
            return " pad " + (pads.top() == pads.left() ? "" + pads.top() : pads.top() + "x" + pads.left());
        }
        return " pad " + pads.top() + "," + pads.bottom() + "," + pads.left() + "," + pads.right();
    }
}
