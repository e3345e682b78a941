package dev.tradespace.training.dl4j.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * Kernels of 3x3 for Winograd's minimal filtering F(2x2, 3x3): their sixteen planes, and the kernels' gradient from
 * that of the planes.
 *
 * <p>No method gives a vector to another but the smallest: one that the compiler does not inline would box it.
 *
 * @source Lavin &amp; Gray 2016, section 4.1; the gradient is the transposed map
 */
public final class WinogradKernels {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int STEP = CacheBlocks.LANES * Float.BYTES;
    private static final float HALF = 0.5f;

    /** Of a tap, in bytes. */
    private final int tap;
    /** Of a plane, in bytes. */
    private final int plane;

    /**
     * Kernels of given numbers of input and output channels, one of the two a multiple of
     * {@link WinogradTiles#lanes()}.
     */
    public WinogradKernels(int in, int out) {
        this.tap = in * out * Float.BYTES;
        this.plane = WinogradTiles.plane(in * out) * Float.BYTES;
    }

    private static FloatVector load(ByteBuffer buffer, int at) {
        return FloatVector.fromByteBuffer(CacheBlocks.SPECIES, buffer, at, ORDER);
    }

    private static void store(FloatVector vector, ByteBuffer buffer, int at) {
        vector.intoByteBuffer(buffer, at, ORDER);
    }

    /**
     * Transforms kernels.
     *
     * @param kernel {@code [3, 3, in, out]}
     * @param planes sixteen times {@code [in, out]}, written
     */
    public void transform(ByteBuffer kernel, ByteBuffer planes) {
        for (int column = 0; column < 3; column++) {
            for (int at = 0; at < tap; at += STEP) {
                spreadColumn(kernel, at + column * tap, planes, at + column * plane);
            }
        }
        for (int row = 0; row < 4; row++) {
            for (int at = 0; at < tap; at += STEP) {
                spreadRow(planes, at + 4 * row * plane);
            }
        }
    }

    /** From three rows of the kernel to four of planes. */
    private void spreadColumn(ByteBuffer kernel, int at, ByteBuffer planes, int to) {
        int row = 4 * plane;
        FloatVector above = load(kernel, at);
        FloatVector middle = load(kernel, at + 3 * tap).mul(HALF);
        FloatVector below = load(kernel, at + 6 * tap);
        FloatVector outer = above.add(below).mul(HALF);
        store(above, planes, to);
        store(outer.add(middle), planes, to + row);
        store(outer.sub(middle), planes, to + 2 * row);
        store(below, planes, to + 3 * row);
    }

    /** From three planes of a row to four, in their place. */
    private void spreadRow(ByteBuffer planes, int at) {
        FloatVector left = load(planes, at);
        FloatVector middle = load(planes, at + plane).mul(HALF);
        FloatVector right = load(planes, at + 2 * plane);
        FloatVector outer = left.add(right).mul(HALF);
        store(outer.add(middle), planes, at + plane);
        store(outer.sub(middle), planes, at + 2 * plane);
        store(right, planes, at + 3 * plane);
    }

    /**
     * The gradient of kernels.
     *
     * @param planes the gradients of the planes, overwritten
     * @param kernel {@code [3, 3, in, out]}, written
     */
    public void gradient(ByteBuffer planes, ByteBuffer kernel) {
        for (int column = 0; column < 4; column++) {
            for (int at = 0; at < tap; at += STEP) {
                collectColumn(planes, at + column * plane);
            }
        }
        for (int row = 0; row < 3; row++) {
            for (int at = 0; at < tap; at += STEP) {
                gradientRow(planes, at + 4 * row * plane, kernel, at + 3 * row * tap);
            }
        }
    }

    /** From four rows of planes to three, in their place. */
    private void collectColumn(ByteBuffer planes, int at) {
        int row = 4 * plane;
        FloatVector second = load(planes, at + row);
        FloatVector third = load(planes, at + 2 * row);
        FloatVector sum = second.add(third).mul(HALF);
        store(load(planes, at).add(sum), planes, at);
        store(second.sub(third).mul(HALF), planes, at + row);
        store(load(planes, at + 3 * row).add(sum), planes, at + 2 * row);
    }

    private void gradientRow(ByteBuffer planes, int at, ByteBuffer kernel, int to) {
        FloatVector second = load(planes, at + plane);
        FloatVector third = load(planes, at + 2 * plane);
        FloatVector sum = second.add(third).mul(HALF);
        store(load(planes, at).add(sum), kernel, to);
        store(second.sub(third).mul(HALF), kernel, to + tap);
        store(load(planes, at + 3 * plane).add(sum), kernel, to + 2 * tap);
    }
}
