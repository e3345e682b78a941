package dev.tradespace.training.data.image;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The EXIF orientation: what must be done to see the image upright.
 *
 * @param code 1 to 8
 * @source Exif 2.32 (CIPA DC-008-2019), 4.6.4 A, tag 274
 */
record ExifOrientation(int code) {
    static final ExifOrientation UPRIGHT = new ExifOrientation(1);

    private static final int TAG = 0x0112;
    private static final int MOST_ENTRIES = 1000;
    private static final int BYTE = 1;
    private static final int LONG = 4;

    /**
     * The orientation that EXIF data names, with or without the name of the format in front; upright if it names none
     * that can be understood.
     */
    static ExifOrientation ofExif(ByteBuffer exif) {
        boolean named = exif.remaining() > 6 && exif.get(0) == 'E' && exif.get(1) == 'x';
        try {
            return parse(named ? exif.slice(6, exif.remaining() - 6) : exif.slice());
        } catch (IndexOutOfBoundsException cutOff) {
            return UPRIGHT;
        }
    }

    private static ExifOrientation parse(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Math.min(tiff.getShort(directory) & 0xFFFF, MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                int code =
                        switch (tiff.getShort(entry + 2)) {
                            case BYTE -> tiff.get(entry + 8);
                            case LONG -> tiff.getInt(entry + 8);
                            default -> tiff.getShort(entry + 8);
                        };
                return code >= 1 && code <= 8 ? new ExifOrientation(code) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Whether width and height change places. */
    boolean swaps() {
        return code >= 5;
    }

    /**
     * Which part of the stored image a part of the upright one is; {@link #applied} turns what is decoded from there.
     *
     * @param seen a part of the upright image
     * @param width of the stored image
     * @param height of the stored image
     */
    Rectangle stored(Rectangle seen, int width, int height) {
        Rectangle turned = swaps() ? new Rectangle(seen.y, seen.x, seen.height, seen.width) : seen;
        return new Rectangle(
                fromRight() ? width - turned.x - turned.width : turned.x,
                fromBottom() ? height - turned.y - turned.height : turned.y,
                turned.width,
                turned.height);
    }

    /** Whether the stored columns are read from right to left. */
    private boolean fromRight() {
        return code == 2 || code == 3 || code == 7 || code == 8;
    }

    /** Whether the stored rows are read from the bottom up. */
    boolean fromBottom() {
        return code == 3 || code == 4 || code == 6 || code == 7;
    }

    /** The image as it should be seen. */
    Pixels applied(Pixels image) {
        if (code == 1) {
            return image;
        }
        int width = swaps() ? image.height() : image.width();
        int height = swaps() ? image.width() : image.height();
        int channels = image.channels();
        byte[] values = new byte[image.values().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = swaps() ? y : x;
                int row = swaps() ? x : y;
                int sourceX = fromRight() ? image.width() - 1 - column : column;
                int sourceY = fromBottom() ? image.height() - 1 - row : row;
                System.arraycopy(
                        image.values(),
                        (sourceY * image.width() + sourceX) * channels,
                        values,
                        (y * width + x) * channels,
                        channels);
            }
        }
        return Pixels.of(width, height, channels, values);
    }
}
