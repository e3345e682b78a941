package dev.tradespace.training.data.image;

import dev.tradespace.training.data.io.BadDataset;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Values of decoded images as bytes of grey or of red, green and blue: 16 bits become their high byte, and what is
 * transparent lies on white. Values are taken as they are stored: Java's own conversion would brighten grey images,
 * which it takes for linear.
 */
final class ImageSamples {
    private static final int WHITE = 255;
    /** Columns that are looked at together: a row can have millions. */
    private static final int COLUMNS = 1 << 14;

    private ImageSamples() {}

    static Pixels of(BufferedImage image, ImageSource source) throws BadDataset {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return fromPalette(image.getRaster(), palette);
        }
        ColorModel colours = image.getColorModel();
        int channels = colours.getNumColorComponents();
        if (channels != 1 && channels != 3) {
            throw source.refusal("its colours are of a kind that cannot be read, with " + channels + " channels");
        }
        return fromValues(image.getRaster(), colours, channels);
    }

    private static Pixels fromValues(Raster raster, ColorModel colours, int channels) {
        int bands = raster.getNumBands();
        int[] bits = colours.getComponentSize();
        boolean alpha = colours.hasAlpha();
        return converted(raster, channels, (row, at, into, to) -> {
            int opacity = alpha ? eight(row[at * bands + channels], bits[channels]) : WHITE;
            for (int channel = 0; channel < channels; channel++) {
                into[to + channel] = onWhite(eight(row[at * bands + channel], bits[channel]), opacity);
            }
        });
    }

    private static Pixels fromPalette(Raster raster, IndexColorModel palette) {
        int size = palette.getMapSize();
        int[] colours = new int[size];
        palette.getRGBs(colours);
        boolean grey = true;
        for (int colour : colours) {
            grey &= (colour & 0xFF) == (colour >> 8 & 0xFF) && (colour & 0xFF) == (colour >> 16 & 0xFF);
        }
        int channels = grey ? 1 : 3;
        return converted(raster, channels, (row, at, into, to) -> {
            int colour = row[at] < size ? colours[row[at]] : 0xFF000000;
            for (int channel = 0; channel < channels; channel++) {
                into[to + channel] = onWhite(colour >> (16 - 8 * channel) & 0xFF, colour >>> 24);
            }
        });
    }

    /** How one pixel is converted. */
    interface Conversion {
        /**
         * Converts a pixel.
         *
         * @param row values of some pixels
         * @param at which of them
         * @param into gains the converted values from {@code to} on
         */
        void put(int[] row, int at, byte[] into, int to);
    }

    static Pixels converted(Raster raster, int channels, Conversion conversion) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] values = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        int[] row = new int[Math.min(width, COLUMNS) * raster.getNumBands()];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int left = 0; left < width; left += COLUMNS) {
                int count = Math.min(COLUMNS, width - left);
                raster.getPixels(raster.getMinX() + left, raster.getMinY() + y, count, 1, row);
                for (int at = 0; at < count; at++) {
                    conversion.put(row, at, values, to);
                    to += channels;
                }
            }
        }
        return Pixels.of(width, height, channels, values);
    }

    private static int eight(int value, int bits) {
        return bits == 8 ? value : bits > 8 ? value >> (bits - 8) : value * 255 / ((1 << bits) - 1);
    }

    private static byte onWhite(int value, int opacity) {
        return (byte) (opacity == WHITE ? value : (value * opacity + WHITE * (WHITE - opacity) + WHITE / 2) / WHITE);
    }
}
