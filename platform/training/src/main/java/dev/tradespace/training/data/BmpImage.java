package dev.tradespace.training.data;

import java.awt.Rectangle;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A BMP file: it knows no orientation. */
record BmpImage(ImageSource source, int width, int height) implements EncodedImage {
    private static final String FORMAT = "bmp";

    static BmpImage of(ImageSource source) throws IOException {
        ImageReader reader = DecodedPart.reader(FORMAT);
        try (ImageInputStream in = source.open()) {
            reader.setInput(in, true, true);
            return new BmpImage(source, reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public long decoderBytes() {
        return 4L * width;
    }

    @Override
    public Pixels read(Rectangle part) throws IOException {
        try (ImageInputStream in = source.open()) {
            return Samples.of(new DecodedPart().image(FORMAT, in, part), source);
        }
    }
}
