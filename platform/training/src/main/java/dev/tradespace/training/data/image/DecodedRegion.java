package dev.tradespace.training.data.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A part of an image as Java's own readers decode it. */
final class DecodedRegion {
    private final List<String> warnings = new ArrayList<>();

    /** What a reader does. */
    private interface Reading<T> {
        T by(ImageReader reader, ImageReadParam part) throws IOException;
    }

    /** What the reader was not content with. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** With the colours that the reader gives it. */
    BufferedImage image(String format, ImageInputStream in, Rectangle part) throws IOException {
        return read(format, in, part, (reader, param) -> reader.read(0, param));
    }

    /** The values as they are stored. */
    Raster raster(String format, ImageInputStream in, Rectangle part) throws IOException {
        return read(format, in, part, (reader, param) -> reader.readRaster(0, param));
    }

    private <T> T read(String format, ImageInputStream in, Rectangle part, Reading<T> reading) throws IOException {
        ImageReader reader = reader(format);
        try {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceRegion(part);
            return reading.by(reader, param);
        } finally {
            reader.dispose();
        }
    }

    static ImageReader reader(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new IllegalStateException("this Java has no reader of " + format + " images");
        }
        return readers.next();
    }
}
