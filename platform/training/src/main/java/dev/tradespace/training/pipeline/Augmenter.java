package dev.tradespace.training.pipeline;

import dev.tradespace.api.training.Recipe.Augmentation;

/**
 * Turns an image's bytes into normalised values, on the way cropped, mirrored and erased as the draws will. Used by one
 * thread.
 */
final class Augmenter {
    /**
     * Zhong et al. 2020, algorithm 1 and section 4.2: the share of the area that is erased, and the rectangle's
     * proportions.
     */
    private static final double SMALLEST_AREA = 0.02;

    private static final double LARGEST_AREA = 0.4;
    private static final double LONGEST_SIDE = 1 / 0.3;
    private static final int TRIES = 20;
    private static final int LEVELS = 256;
    private static final int CHANNELS = LabelledImages.CHANNELS;

    private final LabelledImages pictures;
    private final Augmentation augmentation;
    private final int side;
    private final byte[] bytes;
    private final float[] red = new float[LEVELS];
    private final float[] green = new float[LEVELS];
    private final float[] blue = new float[LEVELS];

    Augmenter(LabelledImages pictures, Augmentation augmentation) {
        this.pictures = pictures;
        this.augmentation = augmentation;
        this.side = pictures.resolution();
        this.bytes = new byte[pictures.values()];
        for (int level = 0; level < LEVELS; level++) {
            red[level] = pictures.value(0, (byte) level);
            green[level] = pictures.value(1, (byte) level);
            blue[level] = pictures.value(2, (byte) level);
        }
    }

    /**
     * An image as it is.
     *
     * @param into {@code [side, side, 3]}
     */
    void plain(int index, float[] into) {
        pictures.image(index, bytes);
        for (int y = 0; y < side; y++) {
            row(y * side, 1, side, y * side, into);
        }
    }

    /**
     * An image, augmented.
     *
     * @param into {@code [side, side, 3]}
     */
    void augmented(int index, AugmentationRandom draws, float[] into) {
        pictures.image(index, bytes);
        int padding = augmentation.cropPadding();
        boolean mirrored = augmentation.flip() && draws.unit() < 0.5;
        int down = padding == 0 ? 0 : draws.below(2 * padding + 1) - padding;
        int right = padding == 0 ? 0 : draws.below(2 * padding + 1) - padding;
        boolean erased = augmentation.erasing() > 0 && draws.unit() < augmentation.erasing();
        // In the crop, columns left of `from` and from `to` on come from the padding.
        int from = Math.min(side, Math.max(0, -right));
        int to = Math.max(from, Math.min(side, side - right));
        for (int y = 0; y < side; y++) {
            int source = y + down;
            if (source < 0 || source >= side || from == to) {
                dark(y * side, side, into);
            } else if (mirrored) {
                dark(y * side, side - to, into);
                row(source * side + to - 1 + right, -1, to - from, y * side + side - to, into);
                dark(y * side + side - from, from, into);
            } else {
                dark(y * side, from, into);
                row(source * side + from + right, 1, to - from, y * side + from, into);
                dark(y * side + to, side - to, into);
            }
        }
        if (erased) {
            erase(draws, into);
        }
    }

    private void row(int pixel, int step, int count, int target, float[] into) {
        int source = pixel * CHANNELS;
        int end = (target + count) * CHANNELS;
        for (int at = target * CHANNELS; at < end; at += CHANNELS) {
            into[at] = red[bytes[source] & 0xFF];
            into[at + 1] = green[bytes[source + 1] & 0xFF];
            into[at + 2] = blue[bytes[source + 2] & 0xFF];
            source += step * CHANNELS;
        }
    }

    /** Black pixels, of which the padding is made. */
    private void dark(int target, int count, float[] into) {
        int end = (target + count) * CHANNELS;
        for (int at = target * CHANNELS; at < end; at += CHANNELS) {
            into[at] = red[0];
            into[at + 1] = green[0];
            into[at + 2] = blue[0];
        }
    }

    /** Fills a rectangle with noise. */
    private void erase(AugmentationRandom draws, float[] into) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = draws.between(SMALLEST_AREA, LARGEST_AREA) * side * side;
            double ratio = draws.between(1 / LONGEST_SIDE, LONGEST_SIDE);
            int height = (int) Math.round(Math.sqrt(area * ratio));
            int width = (int) Math.round(Math.sqrt(area / ratio));
            if (height >= 1 && width >= 1 && height < side && width < side) {
                int top = draws.below(side - height + 1);
                int left = draws.below(side - width + 1);
                for (int y = top; y < top + height; y++) {
                    noise(draws, y * side + left, width, into);
                }
                return;
            }
        }
    }

    private void noise(AugmentationRandom draws, int target, int count, float[] into) {
        int end = (target + count) * CHANNELS;
        for (int at = target * CHANNELS; at < end; at += CHANNELS) {
            into[at] = red[draws.below(LEVELS)];
            into[at + 1] = green[draws.below(LEVELS)];
            into[at + 2] = blue[draws.below(LEVELS)];
        }
    }
}
