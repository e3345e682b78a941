package dev.tradespace.training.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a camera was held: what an EXIF orientation says must be done to see the image upright.
 *
 * @param code 1 to 8
 * @source Exif 2.32 (CIPA DC-008-2019), 4.6.4 A, tag 274
 */
record Orientation(int code) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int TAG = 0x0112;
    private static final int MOST_ENTRIES = 1000;

    /** The orientation that a JPEG file names; upright if it names none that can be understood. */
    static Orientation of(InputStream jpeg) throws IOException {
        DataInputStream in = new DataInputStream(jpeg);
        try {
            in.skipNBytes(2);
            while (true) {
                int marker = in.readUnsignedShort();
                // Segments stand before the image's own data, which begins with FFDA.
                if (marker >> 8 != 0xFF || marker == 0xFFDA) {
                    return UPRIGHT;
                }
                byte[] segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
                boolean exif = marker == 0xFFE1
                        && new String(segment, 0, Math.min(6, segment.length), StandardCharsets.ISO_8859_1)
                                .equals("Exif\0\0");
                if (exif) {
                    return parse(ByteBuffer.wrap(segment, 6, segment.length - 6).slice());
                }
            }
        } catch (EOFException | IndexOutOfBoundsException cutOff) {
            return UPRIGHT;
        }
    }

    private static Orientation parse(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Math.min(tiff.getShort(directory) & 0xFFFF, MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                int code = tiff.getShort(entry + 8);
                return code >= 1 && code <= 8 ? new Orientation(code) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Whether width and height change places. */
    boolean swaps() {
        return code >= 5;
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
        // 2, 3, 7 and 8 read rows or columns from right to left, 3, 4, 6 and 7 from the bottom up.
        boolean fromRight = code == 2 || code == 3 || code == 7 || code == 8;
        boolean fromBottom = code == 3 || code == 4 || code == 6 || code == 7;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = swaps() ? y : x;
                int row = swaps() ? x : y;
                int sourceX = fromRight ? image.width() - 1 - column : column;
                int sourceY = fromBottom ? image.height() - 1 - row : row;
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
