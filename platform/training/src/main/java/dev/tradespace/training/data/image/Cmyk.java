package dev.tradespace.training.data.image;

import java.awt.image.Raster;

/**
 * Four inks of a JPEG file as red, green and blue, with no colour profile. Such files hold inverted inks, as Adobe
 * began it; where they are YCCK, the first three are stored as luminance and two colour differences.
 *
 * @source ITU-T T.871 (JFIF), section 7, for the conversion; Adobe Technical Note 5116, section 18, for the marker that
 *     names it
 */
final class Cmyk {
    private static final int LARGEST = 255;
    private static final int MIDDLE = 128;
    private static final int FRACTION_BITS = 16;
    private static final int HALF = 1 << (FRACTION_BITS - 1);
    private static final int RED_OF_CR = fixed(1.402);
    private static final int GREEN_OF_CR = fixed(0.71414);
    private static final int GREEN_OF_CB = fixed(0.34414);
    private static final int BLUE_OF_CB = fixed(1.772);

    private Cmyk() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << FRACTION_BITS) + 0.5);
    }

    /**
     * The colours.
     *
     * @param raster four bands
     * @param ycck whether they are Y, Cb, Cr and K
     */
    static Pixels pixels(Raster raster, boolean ycck) {
        return ImageSamples.converted(raster, 3, (row, at, into, to) -> {
            int first = 4 * at;
            int black = row[first + 3];
            for (int channel = 0; channel < 3; channel++) {
                int ink = ycck ? ink(row, first, channel) : row[first + channel];
                into[to + channel] = (byte) Math.max(0, black - product(LARGEST - ink, black));
            }
        });
    }

    /**
     * A stored ink of a YCCK pixel: what is left of 255 beside the red, green or blue of the same luminance and
     * differences.
     */
    private static int ink(int[] row, int first, int channel) {
        int y = row[first];
        int cb = row[first + 1] - MIDDLE;
        int cr = row[first + 2] - MIDDLE;
        int colour =
                switch (channel) {
                    case 0 -> y + ((RED_OF_CR * cr + HALF) >> FRACTION_BITS);
                    case 1 -> y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> FRACTION_BITS);
                    default -> y + ((BLUE_OF_CB * cb + HALF) >> FRACTION_BITS);
                };
        return LARGEST - Math.max(0, Math.min(LARGEST, colour));
    }

    /** {@code a * b / 255}, rounded. */
    private static int product(int a, int b) {
        return (a * b + LARGEST / 2) / LARGEST;
    }
}
