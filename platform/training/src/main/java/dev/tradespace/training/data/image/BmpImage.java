package dev.tradespace.training.data.image;

import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A BMP file: it knows no orientation.
 *
 * @source Microsoft, BITMAPFILEHEADER and BITMAPINFOHEADER
 */
record BmpImage(ImageSource source, int width, int height) implements EncodedImage {
    private static final String FORMAT = "bmp";
    private static final int DATA_OFFSET = 10;
    private static final int INFO_HEADER = 40;
    private static final int RGB = 0;
    private static final int BIT_FIELDS = 3;

    static BmpImage of(ImageSource source) throws IOException {
        ImageReader reader = DecodedRegion.reader(FORMAT);
        try (ImageInputStream in = source.open()) {
            requireWhole(source);
            reader.setInput(in, true, true);
            return new BmpImage(source, reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    /**
     * Rows are mostly stored from the bottom up, and a decoder may take those that are missing for black: so the last
     * byte is looked for.
     */
    private static void requireWhole(ImageSource source) throws IOException {
        try (ImageInputStream in = source.open()) {
            in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            in.seek(DATA_OFFSET);
            long begin = in.readUnsignedInt();
            long header = in.readUnsignedInt();
            if (header < INFO_HEADER) {
                return;
            }
            long width = Math.abs((long) in.readInt());
            long height = Math.abs((long) in.readInt());
            in.readUnsignedShort();
            int bits = in.readUnsignedShort();
            long compression = in.readUnsignedInt();
            if (compression != RGB && compression != BIT_FIELDS) {
                return;
            }
            long row = (width * bits + 31) / 32 * 4;
            in.seek(begin + row * height - 1);
            if (row > 0 && height > 0 && in.read() < 0) {
                throw source.damaged("its pixels end before the last row");
            }
        } catch (EOFException cut) {
            throw source.damaged("its header ends too early");
        }
    }

    @Override
    public ExifOrientation orientation() {
        return ExifOrientation.UPRIGHT;
    }

    @Override
    public long decoderBytes() {
        return 4L * width;
    }

    @Override
    public Pixels read(Rectangle part) throws IOException {
        try (ImageInputStream in = source.open()) {
            return ImageSamples.of(new DecodedRegion().image(FORMAT, in, part), source);
        }
    }
}
