package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.CacheBlocks.LANES;
import static dev.tradespace.training.dl4j.vector.CacheBlocks.SPECIES;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Maximum and average over sliding windows in NHWC, forwards and backwards, image by image through arrays that stay in
 * the processor's cache. Not for two threads at once.
 *
 * <p>The work is done position of the window by position: for each row of the output the elements that one position
 * meets are, at stride 1, one run. Where two positions hold the same maximum the first has it, as in PyTorch.
 */
public final class PoolWindows {
    private final Geometry geometry;
    private final int inputElements;
    private final int outputElements;
    private final float[] input;
    private final float[] output;
    /** For each element of the output the position in the window of its maximum. */
    private final float[] winners;
    /** For each pixel of the output one over what an average divides by. */
    private final float[] factors;

    /**
     * What slides over what.
     *
     * @param batch images
     * @param height of the input
     * @param width of the input
     * @param channels of input and output
     * @param outputHeight of the output
     * @param outputWidth of the output
     * @param rows the window's
     * @param columns the window's
     * @param countPadding whether padding counts in an average
     */
    public record Geometry(
            int batch,
            int height,
            int width,
            int channels,
            int outputHeight,
            int outputWidth,
            Axis rows,
            Axis columns,
            boolean countPadding) {}

    /**
     * A window along one axis.
     *
     * @param kernel positions
     * @param stride from one window to the next
     * @param dilation from one position to the next
     * @param before padding in front
     * @param after padding behind
     */
    public record Axis(int kernel, int stride, int dilation, int before, int after) {
        private int at(int window, int position) {
            return window * stride - before + position * dilation;
        }

        private int counted(int window, int size, boolean padding) {
            int count = 0;
            for (int position = 0; position < kernel; position++) {
                int at = at(window, position);
                count += at >= (padding ? -before : 0) && at < size + (padding ? after : 0) ? 1 : 0;
            }
            return count;
        }
    }

    public PoolWindows(Geometry geometry) {
        this.geometry = geometry;
        this.inputElements = geometry.height() * geometry.width() * geometry.channels();
        this.outputElements = geometry.outputHeight() * geometry.outputWidth() * geometry.channels();
        this.input = new float[inputElements];
        this.output = new float[outputElements];
        this.winners = new float[outputElements];
        this.factors = new float[geometry.outputHeight() * geometry.outputWidth()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1f
                    / (geometry.rows().counted(i / geometry.outputWidth(), geometry.height(), geometry.countPadding())
                            * geometry.columns()
                                    .counted(i % geometry.outputWidth(), geometry.width(), geometry.countPadding()));
        }
    }

    /**
     * What is done with elements of one position of the window: {@code count} of them, from an offset in the input and
     * one in the output.
     */
    private interface Run {
        void on(PoolWindows windows, int in, int out, int count, int position);
    }

    private void forEachRun(Run run) {
        int channels = geometry.channels();
        Axis columns = geometry.columns();
        for (int row = 0; row < geometry.outputHeight(); row++) {
            for (int i = 0; i < geometry.rows().kernel(); i++) {
                int y = geometry.rows().at(row, i);
                if (y < 0 || y >= geometry.height()) {
                    continue;
                }
                for (int j = 0; j < columns.kernel(); j++) {
                    int first = Math.max(0, ceilDivide(-columns.at(0, j), columns.stride()));
                    int end = Math.min(
                            geometry.outputWidth(), ceilDivide(geometry.width() - columns.at(0, j), columns.stride()));
                    int in = (y * geometry.width() + columns.at(first, j)) * channels;
                    int out = (row * geometry.outputWidth() + first) * channels;
                    int position = i * columns.kernel() + j;
                    if (columns.stride() == 1 && first < end) {
                        run.on(this, in, out, (end - first) * channels, position);
                        continue;
                    }
                    for (int column = first; column < end; column++) {
                        run.on(this, in, out, channels, position);
                        in += columns.stride() * channels;
                        out += channels;
                    }
                }
            }
        }
    }

    private static int ceilDivide(int a, int b) {
        return -Math.floorDiv(-a, b);
    }

    /**
     * The largest of every window.
     *
     * @param x {@code [batch, height, width, channels]}
     * @param y {@code [batch, outputHeight, outputWidth, channels]}, written
     * @param positions of {@code y}'s shape, written: which position of its window each maximum stood at
     */
    public void largest(FloatBuffer x, FloatBuffer y, FloatBuffer positions) {
        for (int image = 0; image < geometry.batch(); image++) {
            x.get(image * inputElements, input, 0, inputElements);
            Arrays.fill(output, Float.NEGATIVE_INFINITY);
            Arrays.fill(winners, 0);
            forEachRun(PoolWindows::compete);
            y.put(image * outputElements, output, 0, outputElements);
            positions.put(image * outputElements, winners, 0, outputElements);
        }
    }

    private void compete(int in, int out, int count, int position) {
        int whole = count / LANES * LANES;
        competeLanes(in, out, whole, position);
        for (int i = whole; i < count; i++) {
            if (input[in + i] > output[out + i]) {
                output[out + i] = input[in + i];
                winners[out + i] = position;
            }
        }
    }

    private void competeLanes(int in, int out, int count, int position) {
        FloatVector winner = FloatVector.broadcast(SPECIES, position);
        for (int i = 0; i < count; i += LANES) {
            FloatVector challenger = FloatVector.fromArray(SPECIES, input, in + i);
            FloatVector champion = FloatVector.fromArray(SPECIES, output, out + i);
            FloatVector before = FloatVector.fromArray(SPECIES, winners, out + i);
            before.blend(winner, challenger.compare(VectorOperators.GT, champion))
                    .intoArray(winners, out + i);
            champion.max(challenger).intoArray(output, out + i);
        }
    }

    /**
     * The gradient of {@link #largest}.
     *
     * @param positions as that left them
     */
    public void largestGradient(FloatBuffer positions, FloatBuffer dy, FloatBuffer dx) {
        for (int image = 0; image < geometry.batch(); image++) {
            positions.get(image * outputElements, winners, 0, outputElements);
            dy.get(image * outputElements, output, 0, outputElements);
            Arrays.fill(input, 0);
            forEachRun(PoolWindows::award);
            dx.put(image * inputElements, input, 0, inputElements);
        }
    }

    private void award(int in, int out, int count, int position) {
        int whole = count / LANES * LANES;
        awardLanes(in, out, whole, position);
        for (int i = whole; i < count; i++) {
            if (winners[out + i] == position) {
                input[in + i] += output[out + i];
            }
        }
    }

    private void awardLanes(int in, int out, int count, int position) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, output, out + i);
            FloatVector winner = FloatVector.fromArray(SPECIES, winners, out + i);
            FloatVector.fromArray(SPECIES, input, in + i)
                    .add(zero.blend(gradient, winner.compare(VectorOperators.EQ, position)))
                    .intoArray(input, in + i);
        }
    }

    /** The average of every window. */
    public void average(FloatBuffer x, FloatBuffer y) {
        for (int image = 0; image < geometry.batch(); image++) {
            x.get(image * inputElements, input, 0, inputElements);
            Arrays.fill(output, 0);
            forEachRun(PoolWindows::collect);
            divide();
            y.put(image * outputElements, output, 0, outputElements);
        }
    }

    private void divide() {
        int channels = geometry.channels();
        for (int pixel = 0; pixel < factors.length; pixel++) {
            for (int i = pixel * channels; i < (pixel + 1) * channels; i++) {
                output[i] *= factors[pixel];
            }
        }
    }

    private void collect(int in, int out, int count, int position) {
        add(input, in, output, out, count);
    }

    /** The gradient of {@link #average}. */
    public void averageGradient(FloatBuffer dy, FloatBuffer dx) {
        for (int image = 0; image < geometry.batch(); image++) {
            dy.get(image * outputElements, output, 0, outputElements);
            divide();
            Arrays.fill(input, 0);
            forEachRun(PoolWindows::distribute);
            dx.put(image * inputElements, input, 0, inputElements);
        }
    }

    private void distribute(int in, int out, int count, int position) {
        add(output, out, input, in, count);
    }

    private static void add(float[] source, int from, float[] target, int to, int count) {
        int whole = count / LANES * LANES;
        addLanes(source, from, target, to, whole);
        for (int i = whole; i < count; i++) {
            target[to + i] += source[from + i];
        }
    }

    private static void addLanes(float[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector.fromArray(SPECIES, target, to + i)
                    .add(FloatVector.fromArray(SPECIES, source, from + i))
                    .intoArray(target, to + i);
        }
    }
}
