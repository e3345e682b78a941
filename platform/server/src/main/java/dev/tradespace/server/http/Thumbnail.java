package dev.tradespace.server.http;

import dev.tradespace.training.data.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A square PNG from the middle of an image: enlarged pixel by pixel, so that a small image shows what it is made of, or
 * shrunk by averaging.
 */
final class Thumbnail {
    private static final int LEVELS = 0xFF;

    private Thumbnail() {}

    /**
     * The PNG.
     *
     * @param size height and width; 0 for those of the image
     */
    static byte[] png(Pixels image, int size) throws IOException {
        int side = Math.min(image.width(), image.height());
        int wanted = size == 0 ? side : size;
        int left = (image.width() - side) / 2;
        int top = (image.height() - side) / 2;
        BufferedImage square = new BufferedImage(wanted, wanted, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < wanted; y++) {
            for (int x = 0; x < wanted; x++) {
                square.setRGB(
                        x,
                        y,
                        colour(
                                image,
                                left + from(x, side, wanted),
                                left + end(x, side, wanted),
                                top + from(y, side, wanted),
                                top + end(y, side, wanted)));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(square, "png", out)) {
                throw new IOException("this Java writes no PNG");
            }
        }
        return bytes.toByteArray();
    }

    private static int from(int at, int side, int wanted) {
        return (int) ((long) at * side / wanted);
    }

    private static int end(int at, int side, int wanted) {
        return Math.max(from(at, side, wanted) + 1, from(at + 1, side, wanted));
    }

    private static int colour(Pixels image, int left, int right, int top, int bottom) {
        int colour = 0;
        for (int channel = 0; channel < 3; channel++) {
            long sum = 0;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    int at = (y * image.width() + x) * image.channels() + Math.min(channel, image.channels() - 1);
                    sum += image.values()[at] & LEVELS;
                }
            }
            colour = colour << Byte.SIZE | (int) (sum / ((long) (right - left) * (bottom - top)));
        }
        return colour;
    }
}
