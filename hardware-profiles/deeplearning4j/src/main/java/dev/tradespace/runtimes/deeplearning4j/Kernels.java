package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.op.Window;
import java.util.Arrays;

/** Kernels in another order of elements. */
final class Kernels {
    private Kernels() {}

    /** {@code [out, in, position]} as {@code [position, in, out]}; with one position, a matrix transposed. */
    static float[] inputsBeforeOutputs(float[] kernel, int out, int in, int positions) {
        float[] turned = new float[kernel.length];
        int at = 0;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int position = 0; position < positions; position++) {
                    turned[(position * in + i) * out + o] = kernel[at++];
                }
            }
        }
        return turned;
    }

    /**
     * Kernels with zeros between their positions: what dilation means, for convolutions that know none.
     *
     * @param kernels any number of them, one after the other
     */
    static float[] dilated(float[] kernels, Window window) {
        if (window.dilationHeight() == 1 && window.dilationWidth() == 1) {
            return kernels;
        }
        int height = window.kernelHeight();
        int width = window.kernelWidth();
        int count = kernels.length / window.area();
        float[] wide = new float[count * window.spanHeight() * window.spanWidth()];
        for (int i = 0; i < kernels.length; i++) {
            int row = i / width % height * window.dilationHeight();
            int column = i % width * window.dilationWidth();
            wide[(i / window.area() * window.spanHeight() + row) * window.spanWidth() + column] = kernels[i];
        }
        return wide;
    }

    /** The part of the first axis that belongs to one of some equal groups. */
    static float[] part(float[] values, int group, int groups) {
        int size = values.length / groups;
        return Arrays.copyOfRange(values, group * size, (group + 1) * size);
    }
}
