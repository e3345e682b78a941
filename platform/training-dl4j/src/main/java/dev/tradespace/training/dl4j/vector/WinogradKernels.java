package dev.tradespace.training.dl4j.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * Kernels of 3x3 for Winograd's minimal filtering F(2x2, 3x3): their sixteen planes, and the kernels' gradient from that of the planes.
 *
 * @source Lavin &amp; Gray 2016, section 4.1; the gradient is the transposed map
 */
public final class WinogradKernels {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int STEP = Blocks.LANES * Float.BYTES;
    private static final float HALF = 0.5f;
    /** What a row of planes takes of each row of the kernel. */
    private static final float[][] ROWS = {{1, 0, 0}, {HALF, HALF, HALF}, {HALF, -HALF, HALF}, {0, 0, 1}};

    /** Of a tap, in bytes. */
    private final int tap;
    /** Of a plane, in bytes. */
    private final int plane;

    /** Kernels of so many input and output channels, one of the two a multiple of {@link WinogradTiles#lanes()}. */
    public WinogradKernels(int in, int out) {
        this.tap = in * out * Float.BYTES;
        this.plane = WinogradTiles.plane(in * out) * Float.BYTES;
    }

    private static FloatVector load(ByteBuffer buffer, int at) {
        return FloatVector.fromByteBuffer(Blocks.SPECIES, buffer, at, ORDER);
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
        for (int row = 0; row < ROWS.length; row++) {
            for (int at = 0; at < tap; at += STEP) {
                transformRow(kernel, at, ROWS[row], planes, at + 4 * row * plane);
            }
        }
    }

    private void transformRow(ByteBuffer kernel, int at, float[] factors, ByteBuffer planes, int to) {
        FloatVector left = mixed(kernel, at, factors);
        FloatVector middle = mixed(kernel, at + tap, factors).mul(HALF);
        FloatVector right = mixed(kernel, at + 2 * tap, factors);
        FloatVector outer = left.add(right).mul(HALF);
        store(left, planes, to);
        store(outer.add(middle), planes, to + plane);
        store(outer.sub(middle), planes, to + 2 * plane);
        store(right, planes, to + 3 * plane);
    }

    /** A column of the kernel, its rows weighted. */
    private FloatVector mixed(ByteBuffer kernel, int at, float[] factors) {
        return load(kernel, at)
                .mul(factors[0])
                .add(load(kernel, at + 3 * tap).mul(factors[1]))
                .add(load(kernel, at + 6 * tap).mul(factors[2]));
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
