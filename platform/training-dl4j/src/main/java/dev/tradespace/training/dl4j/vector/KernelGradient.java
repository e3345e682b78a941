package dev.tradespace.training.dl4j.vector;

import dev.tradespace.training.dl4j.vector.DepthwiseGradients.Geometry;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradient of a dense convolution's kernel in NHWC, without that of its input: for few channels faster than the
 * native operation, which always computes both. One image at a time is copied into arrays that stay in the processor's
 * cache. Not for two threads at once.
 *
 * <p>What a row of the kernel sees of the input lies together: {@code kernelWidth * channels} values. They are cut into
 * vectors; two vectors times eight output channels are 16 sums, which stay in registers, and each value of the output's
 * gradient is spread over a vector once for two products. With three vectors the compiler's choice of registers, and so
 * the speed, was another in every process: up to 2.5 times as slow.
 */
public final class KernelGradient {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int VECTORS = 2;
    private static final int CHANNELS = 8;

    private final Geometry geometry;
    private final int outputChannels;
    /**
     * The output channels at which a tile begins; the last ends with the last channel and may overlap the one before.
     */
    private final int[] starts;
    /** Where each vector begins, counted from the window's first value; an even number of them. */
    private final int[] offsets;

    private final int vectorsPerRow;
    private final int paddedOutputChannels;
    private final float[] padded;
    private final float[] gradient;
    private final float[] row;
    /** {@code [tile of offsets, tile of channels, CHANNELS, VECTORS, LANES]}. */
    private final float[] sums;

    private final float[] kernel;

    /**
     * For one layer.
     *
     * @param geometry its {@code channels} are the input's
     * @param outputChannels at least 1
     */
    public KernelGradient(Geometry geometry, int outputChannels) {
        this.geometry = geometry;
        this.outputChannels = outputChannels;
        this.paddedOutputChannels = Math.max(outputChannels, CHANNELS);
        int seen = geometry.kernelWidth() * geometry.channels();
        this.vectorsPerRow = (seen + LANES - 1) / LANES;
        int vectors = vectorsPerRow * geometry.kernelHeight();
        this.offsets = new int[(vectors + VECTORS - 1) / VECTORS * VECTORS];
        for (int i = 0; i < vectors; i++) {
            offsets[i] = i / vectorsPerRow * geometry.paddedRow() + i % vectorsPerRow * LANES;
        }
        this.starts = new int[(paddedOutputChannels + CHANNELS - 1) / CHANNELS];
        Arrays.setAll(starts, tile -> Math.min(tile * CHANNELS, paddedOutputChannels - CHANNELS));
        this.padded = new float[geometry.paddedHeight() * geometry.paddedRow() + LANES];
        this.gradient = new float[geometry.outputHeight() * geometry.outputWidth() * paddedOutputChannels];
        this.row = new float[geometry.outputWidth() * outputChannels];
        this.sums = new float[offsets.length * starts.length * CHANNELS * LANES];
        this.kernel = new float[geometry.kernelHeight() * seen * outputChannels];
    }

    /**
     * The gradient of the kernel.
     *
     * @param input {@code [batch, height, width, channels]}
     * @param outputGradient {@code [batch, outputHeight, outputWidth, outputChannels]}
     * @param result {@code [kernelHeight, kernelWidth, channels, outputChannels]}, written
     */
    public void of(FloatBuffer input, FloatBuffer outputGradient, FloatBuffer result) {
        Arrays.fill(sums, 0);
        int tile = CHANNELS * VECTORS * LANES;
        int step = geometry.strideWidth() * geometry.channels();
        int down = geometry.strideHeight() * geometry.paddedRow();
        int across = geometry.outputWidth() * paddedOutputChannels;
        for (int image = 0; image < geometry.batch(); image++) {
            load(input, image);
            loadGradient(outputGradient, image);
            int at = 0;
            for (int vector = 0; vector < offsets.length; vector += VECTORS) {
                for (int start : starts) {
                    for (int y = 0; y < geometry.outputHeight(); y++) {
                        add(y * down + offsets[vector], y * down + offsets[vector + 1], step, y * across + start, at);
                    }
                    at += tile;
                }
            }
        }
        gather();
        result.put(0, kernel);
    }

    private void load(FloatBuffer input, int image) {
        int length = geometry.width() * geometry.channels();
        for (int y = 0; y < geometry.height(); y++) {
            input.get(
                    (image * geometry.height() + y) * length,
                    padded,
                    (geometry.top() + y) * geometry.paddedRow() + geometry.left() * geometry.channels(),
                    length);
        }
    }

    private void loadGradient(FloatBuffer outputGradient, int image) {
        int length = row.length;
        int rows = geometry.outputHeight();
        if (paddedOutputChannels == outputChannels) {
            outputGradient.get(image * rows * length, gradient, 0, rows * length);
            return;
        }
        for (int y = 0; y < rows; y++) {
            outputGradient.get((image * rows + y) * length, row, 0, length);
            for (int x = 0; x < geometry.outputWidth(); x++) {
                System.arraycopy(
                        row,
                        x * outputChannels,
                        gradient,
                        (y * geometry.outputWidth() + x) * paddedOutputChannels,
                        outputChannels);
            }
        }
    }

    /** From tiles to the kernel's order. */
    private void gather() {
        int seen = geometry.kernelWidth() * geometry.channels();
        for (int vector = 0; vector < vectorsPerRow * geometry.kernelHeight(); vector++) {
            int y = vector / vectorsPerRow;
            int from = vector % vectorsPerRow * LANES;
            int lanes = Math.min(LANES, seen - from);
            for (int tile = 0; tile < starts.length; tile++) {
                int base = (vector / VECTORS * starts.length + tile) * CHANNELS * VECTORS * LANES
                        + vector % VECTORS * LANES;
                for (int channel = 0; channel < CHANNELS && starts[tile] + channel < outputChannels; channel++) {
                    int source = base + channel * VECTORS * LANES;
                    int target = (y * seen + from) * outputChannels + starts[tile] + channel;
                    for (int lane = 0; lane < lanes; lane++) {
                        kernel[target + lane * outputChannels] = sums[source + lane];
                    }
                }
            }
        }
    }

    /** Adds a row of pixels to a tile. One loop per method: with two, the compiler keeps the vectors on the heap. */
    private void add(int first, int second, int step, int from, int at) {
        float[] x = padded;
        float[] g = gradient;
        float[] s = sums;
        int count = geometry.outputWidth();
        int channels = paddedOutputChannels;
        int l = LANES;
        FloatVector a0 = FloatVector.fromArray(SPECIES, s, at);
        FloatVector b0 = FloatVector.fromArray(SPECIES, s, at + l);
        FloatVector a1 = FloatVector.fromArray(SPECIES, s, at + 2 * l);
        FloatVector b1 = FloatVector.fromArray(SPECIES, s, at + 3 * l);
        FloatVector a2 = FloatVector.fromArray(SPECIES, s, at + 4 * l);
        FloatVector b2 = FloatVector.fromArray(SPECIES, s, at + 5 * l);
        FloatVector a3 = FloatVector.fromArray(SPECIES, s, at + 6 * l);
        FloatVector b3 = FloatVector.fromArray(SPECIES, s, at + 7 * l);
        FloatVector a4 = FloatVector.fromArray(SPECIES, s, at + 8 * l);
        FloatVector b4 = FloatVector.fromArray(SPECIES, s, at + 9 * l);
        FloatVector a5 = FloatVector.fromArray(SPECIES, s, at + 10 * l);
        FloatVector b5 = FloatVector.fromArray(SPECIES, s, at + 11 * l);
        FloatVector a6 = FloatVector.fromArray(SPECIES, s, at + 12 * l);
        FloatVector b6 = FloatVector.fromArray(SPECIES, s, at + 13 * l);
        FloatVector a7 = FloatVector.fromArray(SPECIES, s, at + 14 * l);
        FloatVector b7 = FloatVector.fromArray(SPECIES, s, at + 15 * l);
        int p = 0;
        int q = from;
        for (int i = 0; i < count; i++) {
            FloatVector u = FloatVector.fromArray(SPECIES, x, first + p);
            FloatVector v = FloatVector.fromArray(SPECIES, x, second + p);
            FloatVector d0 = FloatVector.broadcast(SPECIES, g[q]);
            a0 = u.fma(d0, a0);
            b0 = v.fma(d0, b0);
            FloatVector d1 = FloatVector.broadcast(SPECIES, g[q + 1]);
            a1 = u.fma(d1, a1);
            b1 = v.fma(d1, b1);
            FloatVector d2 = FloatVector.broadcast(SPECIES, g[q + 2]);
            a2 = u.fma(d2, a2);
            b2 = v.fma(d2, b2);
            FloatVector d3 = FloatVector.broadcast(SPECIES, g[q + 3]);
            a3 = u.fma(d3, a3);
            b3 = v.fma(d3, b3);
            FloatVector d4 = FloatVector.broadcast(SPECIES, g[q + 4]);
            a4 = u.fma(d4, a4);
            b4 = v.fma(d4, b4);
            FloatVector d5 = FloatVector.broadcast(SPECIES, g[q + 5]);
            a5 = u.fma(d5, a5);
            b5 = v.fma(d5, b5);
            FloatVector d6 = FloatVector.broadcast(SPECIES, g[q + 6]);
            a6 = u.fma(d6, a6);
            b6 = v.fma(d6, b6);
            FloatVector d7 = FloatVector.broadcast(SPECIES, g[q + 7]);
            a7 = u.fma(d7, a7);
            b7 = v.fma(d7, b7);
            p += step;
            q += channels;
        }
        a0.intoArray(s, at);
        b0.intoArray(s, at + l);
        a1.intoArray(s, at + 2 * l);
        b1.intoArray(s, at + 3 * l);
        a2.intoArray(s, at + 4 * l);
        b2.intoArray(s, at + 5 * l);
        a3.intoArray(s, at + 6 * l);
        b3.intoArray(s, at + 7 * l);
        a4.intoArray(s, at + 8 * l);
        b4.intoArray(s, at + 9 * l);
        a5.intoArray(s, at + 10 * l);
        b5.intoArray(s, at + 11 * l);
        a6.intoArray(s, at + 12 * l);
        b6.intoArray(s, at + 13 * l);
        a7.intoArray(s, at + 14 * l);
        b7.intoArray(s, at + 15 * l);
    }
}
