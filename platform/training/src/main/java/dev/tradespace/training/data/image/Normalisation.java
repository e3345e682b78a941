package dev.tradespace.training.data.image;

import java.nio.FloatBuffer;

/**
 * Turns bytes into what networks read: {@code (value / 255 - mean) / deviation}, with mean and standard deviation of
 * each channel over the training split. Safe for use by several threads.
 */
public final class Normalisation {
    /** Networks always see three channels. */
    public static final int CHANNELS = 3;

    private static final int LEVELS = 256;

    private final double[] mean;
    private final double[] deviation;
    private final float[] table = new float[CHANNELS * LEVELS];

    public Normalisation(double[] mean, double[] deviation) {
        this.mean = mean.clone();
        this.deviation = deviation.clone();
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int level = 0; level < LEVELS; level++) {
                table[LEVELS * channel + level] = (float) ((level / 255.0 - mean[channel]) / deviation[channel]);
            }
        }
    }

    /** The mean of a channel, 0 to 1. */
    public double mean(int channel) {
        return mean[channel];
    }

    /** The standard deviation of a channel, above 0. */
    public double deviation(int channel) {
        return deviation[channel];
    }

    /** What a byte becomes. */
    public float value(int channel, byte pixel) {
        return table[LEVELS * channel + (pixel & 0xFF)];
    }

    /**
     * Puts an image channel by channel.
     *
     * @param pixels {@code [height, width, 3]}
     * @param into {@code [3, height, width]}, from its position on, which moves behind it
     */
    public void nchw(byte[] pixels, FloatBuffer into) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int i = channel; i < pixels.length; i += CHANNELS) {
                into.put(value(channel, pixels[i]));
            }
        }
    }

    /**
     * Puts an image pixel by pixel.
     *
     * @param pixels {@code [height, width, 3]}
     * @param into {@code [height, width, 3]}, from its position on, which moves behind it
     */
    public void nhwc(byte[] pixels, FloatBuffer into) {
        for (int i = 0; i < pixels.length; i += CHANNELS) {
            into.put(value(0, pixels[i])).put(value(1, pixels[i + 1])).put(value(2, pixels[i + 2]));
        }
    }
}
