package dev.tradespace.quantization;

import dev.tradespace.api.op.Shape;
import java.util.Arrays;

/**
 * What a layer put out on the calibration images: its range, the range and the mean of each channel, and a histogram. A channel is the first axis of a feature map and the last of
 * tokens and vectors.
 */
final class TensorStatistics {
    /** Bins of a histogram, as in TensorRT's calibration. */
    static final int BINS = 2048;

    private final int channels;
    private final int perChannel;
    private final boolean channelsFirst;
    private final float[] least;
    private final float[] most;
    private final double[] sums;
    private final long[] histogram = new long[BINS];
    private long images;

    TensorStatistics(Shape shape) {
        this.channelsFirst = shape.isFeatureMap();
        this.channels = channelsFirst ? shape.channels() : shape.last();
        this.perChannel = Math.toIntExact(shape.elements() / channels);
        this.least = new float[channels];
        this.most = new float[channels];
        this.sums = new double[channels];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
    }

    /** Takes in one image's values, which begin at {@code from}. */
    void range(float[] values, int from) {
        for (int channel = 0; channel < channels; channel++) {
            float low = least[channel];
            float high = most[channel];
            double sum = 0;
            int at = channelsFirst ? from + channel * perChannel : from + channel;
            int step = channelsFirst ? 1 : channels;
            for (int i = 0; i < perChannel; i++, at += step) {
                float value = values[at];
                low = Math.min(low, value);
                high = Math.max(high, value);
                sum += value;
            }
            least[channel] = low;
            most[channel] = high;
            sums[channel] += sum / perChannel;
        }
        images++;
    }

    /** Counts one image's values, when the range of all is known. */
    void count(float[] values, int from) {
        double low = least();
        double bins = BINS / Math.max(most() - low, Float.MIN_NORMAL);
        for (int i = from; i < from + channels * perChannel; i++) {
            histogram[(int) Math.min(BINS - 1, (values[i] - low) * bins)]++;
        }
    }

    double least() {
        float low = Float.POSITIVE_INFINITY;
        for (float value : least) {
            low = Math.min(low, value);
        }
        return low;
    }

    double most() {
        float high = Float.NEGATIVE_INFINITY;
        for (float value : most) {
            high = Math.max(high, value);
        }
        return high;
    }

    int channels() {
        return channels;
    }

    double most(int channel) {
        return most[channel];
    }

    double mean(int channel) {
        return sums[channel] / images;
    }

    boolean isFinite() {
        return Double.isFinite(least()) && Double.isFinite(most());
    }

    /** How many values fell into each of {@value #BINS} equal parts of the range. */
    long[] histogram() {
        return histogram;
    }
}
