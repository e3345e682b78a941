package dev.tradespace.training.dl4j.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The passes of batch normalisation over the channels of a feature map in NHWC, in as few passes over memory as it
 * takes. Not for two threads at once.
 *
 * <p>Vectors run over the elements as they lie, which is what memory is fastest at. After {@code period} elements, a
 * common multiple of channels and lanes, a vector meets the same channels again; so what belongs to a channel is kept
 * once for each element of a period.
 *
 * @shape {@code [rows, channels]}
 */
public final class BatchNormPasses {
    /**
     * Most elements summed in single precision before the sums of a period go over into sums of a channel, in double.
     */
    private static final int SPAN = 16_384;
    /**
     * Whole vectors in a period: a sum is met again only after this number of others, when it has come back from
     * memory.
     */
    private static final int LEAST_VECTORS = 4;

    private static final int STEP = CacheBlocks.LANES * Float.BYTES;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private final int count;
    private final int channels;
    private final int period;
    private final int span;
    /** Where the elements end that make whole periods; what is left is worked on in a period of its own. */
    private final int whole;

    private final Rest restOfInput;
    private final Rest restOfGradient;
    private final float[] first;
    private final float[] second;
    private final float[] third;
    private final float[] scales;
    private final float[] shifts;
    private final double[] sums;
    private final double[] moreSums;
    private boolean rectified;

    /** Feature maps of {@code rows} pixels, all images together. */
    public BatchNormPasses(int rows, int channels) {
        this.count = Math.multiplyExact(rows, channels);
        this.channels = channels;
        this.period = leastCommonMultiple(channels, LEAST_VECTORS * CacheBlocks.LANES);
        this.span = Math.max(1, SPAN / period) * period;
        this.whole = count / period * period;
        this.restOfInput = new Rest(whole, count, period);
        this.restOfGradient = new Rest(whole, count, period);
        this.first = new float[period];
        this.second = new float[period];
        this.third = new float[period];
        this.scales = new float[period];
        this.shifts = new float[period];
        this.sums = new double[channels];
        this.moreSums = new double[channels];
    }

    /** The last elements, which are fewer than a period, in a buffer of a whole one. */
    private static final class Rest {
        private final int from;
        private final int length;
        private final ByteBuffer values;

        Rest(int from, int to, int period) {
            this.from = from * Float.BYTES;
            this.length = (to - from) * Float.BYTES;
            this.values = ByteBuffer.allocateDirect(period * Float.BYTES).order(ORDER);
        }

        boolean isEmpty() {
            return length == 0;
        }

        /** The last elements of a map with zeros behind. */
        ByteBuffer read(ByteBuffer map) {
            for (int i = length; i < values.capacity(); i += Float.BYTES) {
                values.putFloat(i, 0);
            }
            values.put(0, map, from, length);
            return values;
        }

        /** The last elements of a map with these, one for each element of a period, where it has none. */
        ByteBuffer read(ByteBuffer map, float[] padding) {
            for (int i = length; i < values.capacity(); i += Float.BYTES) {
                values.putFloat(i, padding[i / Float.BYTES]);
            }
            values.put(0, map, from, length);
            return values;
        }

        void write(ByteBuffer map) {
            map.put(from, values, 0, length);
        }
    }

    /** After how many elements, whole vectors, the channels begin anew: their least common multiple with the lanes. */
    static int period(int channels) {
        return leastCommonMultiple(channels, CacheBlocks.LANES);
    }

    private static int leastCommonMultiple(int a, int b) {
        return a / greatestCommonDivisor(a, b) * b;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /**
     * From now on what the affine map puts out is rectified, and a gradient counts only where the affine map, as it
     * last was, put out more than zero: the rectifier behind a batch norm costs no pass over memory.
     */
    public void rectify() {
        rectified = true;
    }

    private static FloatVector load(ByteBuffer buffer, int at) {
        return FloatVector.fromByteBuffer(CacheBlocks.SPECIES, buffer, at, ORDER);
    }

    private static FloatVector load(float[] array, int lane) {
        return FloatVector.fromArray(CacheBlocks.SPECIES, array, lane);
    }

    private static void store(FloatVector vector, ByteBuffer buffer, int at) {
        vector.intoByteBuffer(buffer, at, ORDER);
    }

    /** The lane after these, where a period begins anew when it is over. */
    private int next(int lane) {
        int next = lane + CacheBlocks.LANES;
        return next == period ? 0 : next;
    }

    /**
     * The mean and the biased variance of each channel, in one pass: sums of differences from the first pixel, in
     * double beyond a block.
     *
     * @param input the feature map, in native order and outside of the heap like all feature maps here
     * @param mean {@code [channels]}, written
     * @param variance {@code [channels]}, written
     */
    public void moments(ByteBuffer input, FloatBuffer mean, FloatBuffer variance) {
        for (int i = 0; i < period; i++) {
            third[i] = input.getFloat(i % channels * Float.BYTES);
        }
        clear();
        for (int from = 0; from < whole; from += span) {
            differences(input, from, Math.min(from + span, whole));
            gather();
        }
        if (!restOfInput.isEmpty()) {
            differences(restOfInput.read(input, third), 0, period);
            gather();
        }
        double rows = (double) count / channels;
        for (int c = 0; c < channels; c++) {
            double difference = sums[c] / rows;
            mean.put(c, (float) (third[c] + difference));
            variance.put(c, (float) Math.max(0, moreSums[c] / rows - difference * difference));
        }
    }

    private void differences(ByteBuffer x, int from, int to) {
        int lane = 0;
        for (int i = from * Float.BYTES; i < to * Float.BYTES; i += STEP) {
            FloatVector difference = load(x, i).sub(load(third, lane));
            load(first, lane).add(difference).intoArray(first, lane);
            difference.fma(difference, load(second, lane)).intoArray(second, lane);
            lane = next(lane);
        }
    }

    private void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(moreSums, 0);
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
    }

    /** From the elements of a period to channels. */
    private void gather() {
        for (int i = 0; i < period; i += channels) {
            for (int c = 0; c < channels; c++) {
                sums[c] += first[i + c];
                moreSums[c] += second[i + c];
            }
        }
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
    }

    /**
     * Writes {@code result = scale x + shift}, channel by channel, rectified if that was asked for.
     *
     * @param input the feature map
     * @param scale {@code [channels]}
     * @param shift {@code [channels]}
     * @param result the feature map; may be the input
     */
    public void affine(ByteBuffer input, FloatBuffer scale, FloatBuffer shift, ByteBuffer result) {
        spread(scale, scales);
        spread(shift, shifts);
        affine(input, result, whole);
        if (!restOfInput.isEmpty()) {
            ByteBuffer rest = restOfInput.read(input);
            affine(rest, rest, period);
            restOfInput.write(result);
        }
    }

    private void affine(ByteBuffer x, ByteBuffer y, int to) {
        if (rectified) {
            rectifiedAffine(x, y, to * Float.BYTES);
        } else {
            plainAffine(x, y, to * Float.BYTES);
        }
    }

    private void plainAffine(ByteBuffer x, ByteBuffer y, int to) {
        int lane = 0;
        for (int i = 0; i < to; i += STEP) {
            store(load(x, i).fma(load(scales, lane), load(shifts, lane)), y, i);
            lane = next(lane);
        }
    }

    private void rectifiedAffine(ByteBuffer x, ByteBuffer y, int to) {
        int lane = 0;
        for (int i = 0; i < to; i += STEP) {
            store(load(x, i).fma(load(scales, lane), load(shifts, lane)).max(0), y, i);
            lane = next(lane);
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
            ByteBuffer input, ByteBuffer gradient, FloatBuffer mean, FloatBuffer sum, FloatBuffer product) {
        spread(mean, third);
        clear();
        for (int from = 0; from < whole; from += span) {
            products(input, gradient, from, Math.min(from + span, whole));
            gather();
        }
        if (!restOfInput.isEmpty()) {
            products(restOfInput.read(input, third), restOfGradient.read(gradient), 0, period);
            gather();
        }
        for (int c = 0; c < channels; c++) {
            sum.put(c, (float) sums[c]);
            product.put(c, (float) moreSums[c]);
        }
    }

    private void products(ByteBuffer x, ByteBuffer dy, int from, int to) {
        if (rectified) {
            rectifiedProducts(x, dy, from * Float.BYTES, to * Float.BYTES);
        } else {
            plainProducts(x, dy, from * Float.BYTES, to * Float.BYTES);
        }
    }

    private void plainProducts(ByteBuffer x, ByteBuffer dy, int from, int to) {
        int lane = 0;
        for (int i = from; i < to; i += STEP) {
            FloatVector gradient = load(dy, i);
            load(first, lane).add(gradient).intoArray(first, lane);
            gradient.fma(load(x, i).sub(load(third, lane)), load(second, lane)).intoArray(second, lane);
            lane = next(lane);
        }
    }

    private void rectifiedProducts(ByteBuffer x, ByteBuffer dy, int from, int to) {
        int lane = 0;
        for (int i = from; i < to; i += STEP) {
            FloatVector input = load(x, i);
            FloatVector gradient = passed(load(dy, i), input.fma(load(scales, lane), load(shifts, lane)));
            load(first, lane).add(gradient).intoArray(first, lane);
            gradient.fma(input.sub(load(third, lane)), load(second, lane)).intoArray(second, lane);
            lane = next(lane);
        }
    }

    /**
     * A gradient where the output was above zero: the sign of the output's negative, spread over all bits, is ones
     * there.
     */
    private static FloatVector passed(FloatVector gradient, FloatVector output) {
        return gradient.reinterpretAsInts()
                .and(output.neg().reinterpretAsInts().lanewise(VectorOperators.ASHR, Integer.SIZE - 1))
                .reinterpretAsFloats();
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
            ByteBuffer input, ByteBuffer gradient, FloatBuffer a, FloatBuffer b, FloatBuffer c, ByteBuffer result) {
        spread(a, first);
        spread(b, second);
        spread(c, third);
        inputGradient(input, gradient, result, whole);
        if (!restOfInput.isEmpty()) {
            ByteBuffer rest = restOfGradient.read(gradient);
            inputGradient(restOfInput.read(input, third), rest, rest, period);
            restOfGradient.write(result);
        }
    }

    private void inputGradient(ByteBuffer x, ByteBuffer dy, ByteBuffer dx, int to) {
        if (rectified) {
            rectifiedInputGradient(x, dy, dx, to * Float.BYTES);
        } else {
            plainInputGradient(x, dy, dx, to * Float.BYTES);
        }
    }

    private void plainInputGradient(ByteBuffer x, ByteBuffer dy, ByteBuffer dx, int to) {
        int lane = 0;
        for (int i = 0; i < to; i += STEP) {
            FloatVector fromInput = load(x, i).fma(load(second, lane), load(third, lane));
            store(load(dy, i).fma(load(first, lane), fromInput), dx, i);
            lane = next(lane);
        }
    }

    private void rectifiedInputGradient(ByteBuffer x, ByteBuffer dy, ByteBuffer dx, int to) {
        int lane = 0;
        for (int i = 0; i < to; i += STEP) {
            FloatVector input = load(x, i);
            FloatVector gradient = passed(load(dy, i), input.fma(load(scales, lane), load(shifts, lane)));
            FloatVector fromInput = input.fma(load(second, lane), load(third, lane));
            store(gradient.fma(load(first, lane), fromInput), dx, i);
            lane = next(lane);
        }
    }
}
