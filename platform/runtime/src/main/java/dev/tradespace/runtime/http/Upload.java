package dev.tradespace.runtime.http;

import dev.tradespace.training.data.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture that somebody sent: its size is known before a single pixel is decoded, since a small file can stand for a huge picture. */
final class Upload {
    static final long MOST_PIXELS = 25_000_000;
    private static final Set<String> FORMATS = Set.of("png", "jpeg");
    private static final int LEVELS = 0xFF;

    private Upload() {}

    /**
     * The picture in colour, what is see-through on white.
     *
     * @throws Refusal if it is none, is too large, or cannot be decoded
     */
    static Pixels decoded(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw Refusal.of(400, "", "the body is no PNG or JPEG picture");
            }
            ImageReader reader = readers.next();
            try {
                return decoded(reader, stream);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Refusal refusal) {
                throw refusal;
            }
            // The decoders of the JDK throw whatever they meet on a picture that somebody has bent.
            throw Refusal.of(400, "", "the picture cannot be decoded: " + broken.getMessage());
        }
    }

    private static Pixels decoded(ImageReader reader, ImageInputStream stream) throws IOException {
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(format)) {
            throw Refusal.of(400, "", "the body is no PNG or JPEG picture, but " + format);
        }
        reader.setInput(stream, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw Refusal.of(
                    413,
                    "",
                    "a picture may have at most " + MOST_PIXELS + " pixels, this one has " + width + " times "
                            + height);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.drawImage(reader.read(0), 0, 0, Color.WHITE, null);
        } finally {
            canvas.dispose();
        }
        byte[] values = new byte[width * height * 3];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                values[at] = (byte) (row[x] >> 16 & LEVELS);
                values[at + 1] = (byte) (row[x] >> 8 & LEVELS);
                values[at + 2] = (byte) (row[x] & LEVELS);
            }
        }
        return Pixels.of(width, height, 3, values);
    }
}
