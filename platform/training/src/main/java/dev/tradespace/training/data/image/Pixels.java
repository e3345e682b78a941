package dev.tradespace.training.data.image;

/**
 * A decoded image.
 *
 * @shape {@code [height, width, channels]}, row by row; one byte per value, 0 to 255, red before green before blue
 */
public final class Pixels {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] values;

    private Pixels(int width, int height, int channels, byte[] values) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.values = values;
    }

    /**
     * An image of these values, which it keeps.
     *
     * @param channels 1 or 3
     * @throws IllegalArgumentException if the sizes and the number of values do not agree
     */
    public static Pixels of(int width, int height, int channels, byte[] values) {
        if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("an image has at least one pixel and 1 or 3 channels, was " + width + "x"
                    + height + " with " + channels);
        }
        if ((long) width * height * channels != values.length) {
            throw new IllegalArgumentException(
                    width + "x" + height + "x" + channels + " is not the number of values, " + values.length);
        }
        return new Pixels(width, height, channels, values);
    }

    /** Pixels in a row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** 1 for grey, 3 for colour. */
    public int channels() {
        return channels;
    }

    /** The values; not a copy. */
    public byte[] values() {
        return values;
    }

    /** The same image with three channels: itself, or three times its grey. */
    public Pixels coloured() {
        if (channels == 3) {
            return this;
        }
        byte[] colour = new byte[values.length * 3];
        for (int i = 0; i < values.length; i++) {
            colour[3 * i] = values[i];
            colour[3 * i + 1] = values[i];
            colour[3 * i + 2] = values[i];
        }
        return new Pixels(width, height, 3, colour);
    }
}
