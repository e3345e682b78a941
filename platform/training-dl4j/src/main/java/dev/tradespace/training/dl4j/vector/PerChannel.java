package dev.tradespace.training.dl4j.vector;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What batch normalisation does with every channel of a feature map in NHWC, in as few passes over memory as it takes. Not for two threads at once.
 *
 * <p>Vectors run over the elements as they lie. After {@code period} elements, the least common multiple of channels and lanes, a vector meets the same channels
 * again; so what belongs to a channel is kept once for each element of a period.
 *
 * @shape {@code [rows, channels]}
 */
public final class PerChannel {
    /** Two blocks of so many floats fit the first cache. */
    private static final int BLOCK = 2048;
    /** After so many elements at the latest, sums of a period go over into sums of a channel, in double. */
    private static final int SPAN = 16_384;

    private final int count;
    private final int channels;
    private final int period;
    private final int block;
    private final float[] x;
    private final float[] dy;
    private final float[] first;
    private final float[] second;
    private final float[] third;
    private final float[] scales;
    private final float[] shifts;
    private final double[] sums;
    private final double[] moreSums;
    private boolean rectified;
    private int gathered;

    /** Feature maps of {@code rows} pixels, all images together. */
    public PerChannel(int rows, int channels) {
        this.count = Math.multiplyExact(rows, channels);
        this.channels = channels;
        this.period = period(channels);
        this.block = Math.max(1, BLOCK / period) * period;
        this.x = new float[block];
        this.dy = new float[block];
        this.first = new float[period];
        this.second = new float[period];
        this.third = new float[period];
        this.scales = new float[period];
        this.shifts = new float[period];
        this.sums = new double[channels];
        this.moreSums = new double[channels];
    }

    /** After how many elements, whole vectors, the channels begin anew: their least common multiple with the lanes. */
    static int period(int channels) {
        return channels / greatestCommonDivisor(channels, Blocks.LANES) * Blocks.LANES;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /**
     * From now on what the affine map puts out is rectified, and a gradient counts only where the affine map, as it last was, put out more than zero:
     * the rectifier behind a batch norm costs no pass over memory.
     */
    public void rectify() {
        rectified = true;
    }

    /**
     * The mean and the biased variance of each channel, in one pass: sums of differences from the first pixel, in double beyond a block.
     *
     * @param input the feature map
     * @param mean {@code [channels]}, written
     * @param variance {@code [channels]}, written
     */
    public void moments(FloatBuffer input, FloatBuffer mean, FloatBuffer variance) {
        input.get(0, x, 0, channels);
        for (int i = 0; i < period; i++) {
            third[i] = x[i % channels];
        }
        clear();
        for (int from = 0; from < count; from += block) {
            int size = Math.min(block, count - from);
            input.get(from, x, 0, size);
            for (int i = size; i % period != 0; i++) {
                x[i] = third[i % period];
            }
            for (int lane = 0; lane < period; lane += Blocks.LANES) {
                differences(lane, size);
            }
            gatherAfter(from + size);
        }
        double rows = (double) count / channels;
        for (int c = 0; c < channels; c++) {
            double difference = sums[c] / rows;
            mean.put(c, (float) (third[c] + difference));
            variance.put(c, (float) Math.max(0, moreSums[c] / rows - difference * difference));
        }
    }

    private void differences(int lane, int size) {
        FloatVector origin = FloatVector.fromArray(Blocks.SPECIES, third, lane);
        FloatVector sum = FloatVector.fromArray(Blocks.SPECIES, first, lane);
        FloatVector squares = FloatVector.fromArray(Blocks.SPECIES, second, lane);
        for (int i = lane; i < size; i += period) {
            FloatVector difference = FloatVector.fromArray(Blocks.SPECIES, x, i).sub(origin);
            sum = sum.add(difference);
            squares = difference.fma(difference, squares);
        }
        sum.intoArray(first, lane);
        squares.intoArray(second, lane);
    }

    private void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(moreSums, 0);
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        gathered = 0;
    }

    /** From the elements of a period to channels, at the end and every now and then. */
    private void gatherAfter(int elements) {
        if (elements < count && elements - gathered < SPAN) {
            return;
        }
        for (int i = 0; i < period; i += channels) {
            for (int c = 0; c < channels; c++) {
                sums[c] += first[i + c];
                moreSums[c] += second[i + c];
            }
        }
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        gathered = elements;
    }

    /**
     * Writes {@code result = scale x + shift}, channel by channel, rectified if that was asked for.
     *
     * @param input the feature map
     * @param scale {@code [channels]}
     * @param shift {@code [channels]}
     * @param result the feature map; may be the input
     */
    public void affine(FloatBuffer input, FloatBuffer scale, FloatBuffer shift, FloatBuffer result) {
        spread(scale, scales);
        spread(shift, shifts);
        for (int from = 0; from < count; from += block) {
            int size = Math.min(block, count - from);
            input.get(from, x, 0, size);
            for (int lane = 0; lane < period; lane += Blocks.LANES) {
                if (rectified) {
                    rectifiedAffine(lane, size);
                } else {
                    affine(lane, size);
                }
            }
            result.put(from, x, 0, size);
        }
    }

    private void affine(int lane, int size) {
        FloatVector scale = FloatVector.fromArray(Blocks.SPECIES, scales, lane);
        FloatVector shift = FloatVector.fromArray(Blocks.SPECIES, shifts, lane);
        for (int i = lane; i < size; i += period) {
            FloatVector.fromArray(Blocks.SPECIES, x, i).fma(scale, shift).intoArray(x, i);
        }
    }

    private void rectifiedAffine(int lane, int size) {
        FloatVector scale = FloatVector.fromArray(Blocks.SPECIES, scales, lane);
        FloatVector shift = FloatVector.fromArray(Blocks.SPECIES, shifts, lane);
        for (int i = lane; i < size; i += period) {
            FloatVector.fromArray(Blocks.SPECIES, x, i).fma(scale, shift).max(0).intoArray(x, i);
        }
    }

    private void spread(FloatBuffer values, float[] elements) {
        for (int i = 0; i < period; i++) {
            elements[i] = values.get(i % channels);
        }
    }

    /**
     * The sums of the gradient and of the gradient times the input's distance from the mean, channel by channel.
     *
     * @param input the feature map
     * @param gradient of the output
     * @param mean {@code [channels]}
     * @param sum {@code [channels]}, written: of {@code dy}
     * @param product {@code [channels]}, written: of {@code dy (x - mean)}
     */
    public void gradientSums(
            FloatBuffer input, FloatBuffer gradient, FloatBuffer mean, FloatBuffer sum, FloatBuffer product) {
        spread(mean, third);
        clear();
        for (int from = 0; from < count; from += block) {
            int size = load(input, gradient, from);
            for (int lane = 0; lane < period; lane += Blocks.LANES) {
                if (rectified) {
                    rectifiedProducts(lane, size);
                } else {
                    products(lane, size);
                }
            }
            gatherAfter(from + size);
        }
        for (int c = 0; c < channels; c++) {
            sum.put(c, (float) sums[c]);
            product.put(c, (float) moreSums[c]);
        }
    }

    private int load(FloatBuffer input, FloatBuffer gradient, int from) {
        int size = Math.min(block, count - from);
        input.get(from, x, 0, size);
        gradient.get(from, dy, 0, size);
        for (int i = size; i % period != 0; i++) {
            dy[i] = 0;
        }
        return size;
    }

    private void products(int lane, int size) {
        FloatVector mean = FloatVector.fromArray(Blocks.SPECIES, third, lane);
        FloatVector sum = FloatVector.fromArray(Blocks.SPECIES, first, lane);
        FloatVector product = FloatVector.fromArray(Blocks.SPECIES, second, lane);
        for (int i = lane; i < size; i += period) {
            FloatVector gradient = FloatVector.fromArray(Blocks.SPECIES, dy, i);
            sum = sum.add(gradient);
            product = gradient.fma(FloatVector.fromArray(Blocks.SPECIES, x, i).sub(mean), product);
        }
        sum.intoArray(first, lane);
        product.intoArray(second, lane);
    }

    private void rectifiedProducts(int lane, int size) {
        FloatVector scale = FloatVector.fromArray(Blocks.SPECIES, scales, lane).neg();
        FloatVector shift = FloatVector.fromArray(Blocks.SPECIES, shifts, lane).neg();
        FloatVector mean = FloatVector.fromArray(Blocks.SPECIES, third, lane);
        FloatVector sum = FloatVector.fromArray(Blocks.SPECIES, first, lane);
        FloatVector product = FloatVector.fromArray(Blocks.SPECIES, second, lane);
        for (int i = lane; i < size; i += period) {
            FloatVector input = FloatVector.fromArray(Blocks.SPECIES, x, i);
            // The sign of the output's negative, spread over all bits: ones where the output is above zero.
            FloatVector gradient = FloatVector.fromArray(Blocks.SPECIES, dy, i)
                    .reinterpretAsInts()
                    .and(input.fma(scale, shift).reinterpretAsInts().lanewise(VectorOperators.ASHR, Integer.SIZE - 1))
                    .reinterpretAsFloats();
            sum = sum.add(gradient);
            product = gradient.fma(input.sub(mean), product);
        }
        sum.intoArray(first, lane);
        product.intoArray(second, lane);
    }

    /**
     * Writes {@code result = a dy + b x + c}, channel by channel: the gradient of the input.
     *
     * @param input the feature map
     * @param gradient of the output
     * @param a {@code [channels]}
     * @param b {@code [channels]}
     * @param c {@code [channels]}
     * @param result the feature map; may be the gradient
     */
    public void inputGradient(
            FloatBuffer input, FloatBuffer gradient, FloatBuffer a, FloatBuffer b, FloatBuffer c, FloatBuffer result) {
        spread(a, first);
        spread(b, second);
        spread(c, third);
        for (int from = 0; from < count; from += block) {
            int size = load(input, gradient, from);
            for (int lane = 0; lane < period; lane += Blocks.LANES) {
                if (rectified) {
                    rectifiedInputGradient(lane, size);
                } else {
                    inputGradient(lane, size);
                }
            }
            result.put(from, dy, 0, size);
        }
    }

    private void inputGradient(int lane, int size) {
        FloatVector a = FloatVector.fromArray(Blocks.SPECIES, first, lane);
        FloatVector b = FloatVector.fromArray(Blocks.SPECIES, second, lane);
        FloatVector c = FloatVector.fromArray(Blocks.SPECIES, third, lane);
        for (int i = lane; i < size; i += period) {
            FloatVector fromInput = FloatVector.fromArray(Blocks.SPECIES, x, i).fma(b, c);
            FloatVector.fromArray(Blocks.SPECIES, dy, i).fma(a, fromInput).intoArray(dy, i);
        }
    }

    private void rectifiedInputGradient(int lane, int size) {
        FloatVector scale = FloatVector.fromArray(Blocks.SPECIES, scales, lane).neg();
        FloatVector shift = FloatVector.fromArray(Blocks.SPECIES, shifts, lane).neg();
        FloatVector a = FloatVector.fromArray(Blocks.SPECIES, first, lane);
        FloatVector b = FloatVector.fromArray(Blocks.SPECIES, second, lane);
        FloatVector c = FloatVector.fromArray(Blocks.SPECIES, third, lane);
        for (int i = lane; i < size; i += period) {
            FloatVector input = FloatVector.fromArray(Blocks.SPECIES, x, i);
            FloatVector.fromArray(Blocks.SPECIES, dy, i)
                    .reinterpretAsInts()
                    .and(input.fma(scale, shift).reinterpretAsInts().lanewise(VectorOperators.ASHR, Integer.SIZE - 1))
                    .reinterpretAsFloats()
                    .fma(a, input.fma(b, c))
                    .intoArray(dy, i);
        }
    }
}
