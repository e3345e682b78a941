package dev.tradespace.api.arch;

/** Numbers of channels under a width multiplier. */
public final class Channels {
    private static final int DIVISOR = 8;

    private Channels() {}

    /**
     * The published number times the width, to the nearest whole number, at least 1.
     *
     * @param width the multiplier, above 0
     */
    public static int scaled(int channels, double width) {
        return (int) Math.max(1, Math.round(channels * width));
    }

    /**
     * The multiple of 8 nearest to {@code channels}, but at least 8 and never more than 10% below it.
     *
     * @source TensorFlow slim, {@code nets/mobilenet/mobilenet.py}; the papers of MobileNet and EfficientNet do not
     *     print the rule
     */
    public static int divisibleBy8(double channels) {
        int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return nearest < 0.9 * channels ? nearest + DIVISOR : nearest;
    }
}
