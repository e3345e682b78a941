package dev.tradespace.plugins.mobilenet;

/** How the width multiplier changes a number of channels. */
final class Channels {
    private static final int DIVISOR = 8;

    private Channels() {}

    /**
     * The multiple of 8 nearest to {@code channels}, but at least 8 and never more than 10% below it.
     *
     * @source TensorFlow slim, {@code nets/mobilenet/mobilenet.py}; the papers do not print the rule
     */
    static int rounded(double channels) {
        int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return nearest < 0.9 * channels ? nearest + DIVISOR : nearest;
    }
}
