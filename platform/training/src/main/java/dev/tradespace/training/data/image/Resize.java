package dev.tradespace.training.data.image;

import java.awt.Rectangle;

/**
 * Resizes an image so that its short side fits and cuts the rest off evenly. Linear interpolation; when shrinking, the
 * triangle grows with the scale, so that nothing aliases (what Pillow calls BILINEAR and torchvision
 * {@code antialias=True}). Weights are whole numbers, first rows and then columns are summed up and rounded to bytes:
 * every machine gives the bytes that Pillow gives. The image may come in bands, one below the other.
 */
public final class Resize {
    private final int size;
    private final int channels;
    private final ResizeWeights columns;
    private final ResizeWeights rows;
    private final byte[] wide;

    /**
     * A resizing.
     *
     * @param width of the image that will come
     * @param height of the image that will come
     * @param size of the square that it becomes
     */
    Resize(int width, int height, int size, int channels) {
        this.size = size;
        this.channels = channels;
        int shortSide = Math.min(width, height);
        this.columns = weights(width, shortSide, size);
        this.rows = weights(height, shortSide, size);
        this.wide = new byte[Math.multiplyExact(rows.end() - rows.begin(), Math.multiplyExact(size, channels))];
    }

    private static ResizeWeights weights(int side, int shortSide, int size) {
        long scaled = Preprocessing.scaled(side, shortSide, size);
        return new ResizeWeights(side, scaled, Preprocessing.skipped(scaled, size), size);
    }

    /** A square of {@code size} from the middle of an image, {@code [size, size, channels]}. */
    public static byte[] square(Pixels image, int size) {
        if (image.width() == size && image.height() == size) {
            return image.values().clone();
        }
        Resize resize = new Resize(image.width(), image.height(), size, image.channels());
        resize.add(image, 0, 0);
        return resize.square();
    }

    /** The part of the image that counts. */
    Rectangle needed() {
        return new Rectangle(columns.begin(), rows.begin(), columns.end() - columns.begin(), rows.end() - rows.begin());
    }

    /**
     * Takes some whole rows of what is {@link #needed}, or more.
     *
     * @param left the column of the image in which the band begins
     * @param top the row of the image in which the band begins
     */
    void add(Pixels band, int left, int top) {
        byte[] source = band.values();
        int begin = Math.max(top, rows.begin());
        int end = Math.min(top + band.height(), rows.end());
        int at = (begin - rows.begin()) * size * channels;
        for (int y = begin; y < end; y++) {
            int row = (y - top) * band.width();
            for (int x = 0; x < size; x++) {
                int from = (row + columns.begin(x) - left) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    wide[at++] = columns.sum(x, source, from + channel, channels);
                }
            }
        }
    }

    /** The result, once all has come. */
    byte[] square() {
        int row = size * channels;
        byte[] result = new byte[size * row];
        for (int y = 0; y < size; y++) {
            int from = (rows.begin(y) - rows.begin()) * row;
            for (int x = 0; x < row; x++) {
                result[y * row + x] = rows.sum(y, wide, from + x, row);
            }
        }
        return result;
    }
}
