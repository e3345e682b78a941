package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.CacheBlocks.SPECIES;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A gate of one value per image and channel, as in squeeze-and-excitation: {@code y = x * gate}, and backwards
 * {@code dx = dy * gate} and {@code dgate = sum dy x} over an image's positions. Image by image through arrays that
 * stay in the processor's cache. Not for two threads at once.
 *
 * @shape {@code [batch, positions, channels]}, gates {@code [batch, channels]}
 */
public final class ChannelGates {
    private final int batch;
    private final int channels;
    private final int image;
    private final int period;
    private final float[] values;
    private final float[] gradients;
    private final float[] factors;
    private final float[] sums;
    private final float[] channelSums;

    /** Gates for given numbers of images and of positions. */
    public ChannelGates(int batch, int positions, int channels) {
        this.batch = batch;
        this.channels = channels;
        this.image = Math.multiplyExact(positions, channels);
        this.period = BatchNormPasses.period(channels);
        int room = (image + period - 1) / period * period;
        this.values = new float[room];
        this.gradients = new float[room];
        this.factors = new float[period];
        this.sums = new float[period];
        this.channelSums = new float[channels];
    }

    /** Writes {@code y = x * gate}; {@code y} may be {@code x}. */
    public void forward(FloatBuffer x, FloatBuffer gate, FloatBuffer y) {
        for (int i = 0; i < batch; i++) {
            spread(gate, i);
            x.get(i * image, values, 0, image);
            for (int lane = 0; lane < period; lane += CacheBlocks.LANES) {
                scale(values, lane);
            }
            y.put(i * image, values, 0, image);
        }
    }

    private void spread(FloatBuffer gate, int image) {
        gate.get(image * channels, factors, 0, channels);
        for (int i = channels; i < period; i++) {
            factors[i] = factors[i - channels];
        }
    }

    private void scale(float[] array, int lane) {
        FloatVector factor = FloatVector.fromArray(SPECIES, factors, lane);
        for (int i = lane; i < image; i += period) {
            FloatVector.fromArray(SPECIES, array, i).mul(factor).intoArray(array, i);
        }
    }

    /** Writes {@code dx = dy * gate}, where {@code dx} may be {@code dy}, and the gradient of the gate. */
    public void backward(FloatBuffer x, FloatBuffer gate, FloatBuffer dy, FloatBuffer dx, FloatBuffer gradient) {
        for (int i = 0; i < batch; i++) {
            spread(gate, i);
            x.get(i * image, values, 0, image);
            dy.get(i * image, gradients, 0, image);
            Arrays.fill(gradients, image, gradients.length, 0);
            for (int lane = 0; lane < period; lane += CacheBlocks.LANES) {
                products(lane);
                scale(gradients, lane);
            }
            gather();
            dx.put(i * image, gradients, 0, image);
            gradient.put(i * channels, channelSums, 0, channels);
        }
    }

    private void products(int lane) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = lane; i < image; i += period) {
            sum = FloatVector.fromArray(SPECIES, values, i).fma(FloatVector.fromArray(SPECIES, gradients, i), sum);
        }
        sum.intoArray(sums, lane);
    }

    private void gather() {
        Arrays.fill(channelSums, 0);
        for (int i = 0; i < period; i += channels) {
            for (int c = 0; c < channels; c++) {
                channelSums[c] += sums[i + c];
            }
        }
    }
}
