package dev.tradespace.training.data.image;

import java.io.IOException;
import java.nio.file.Path;

/** An image cannot be decoded in the memory there is: nothing is wrong with the image. */
public final class NotEnoughMemory extends IOException {
    private static final long serialVersionUID = 1L;

    private final int width;
    private final int height;

    /**
     * A refusal.
     *
     * @param name the file's
     * @param needed bytes that its decoding takes, about
     * @param available bytes that this process may use in all
     */
    NotEnoughMemory(Path name, EncodedImage image, long needed, long available) {
        super(name + " cannot be decoded: its " + image.width() + "x" + image.height() + " pixels take about "
                + megabytes(needed)
                + " MB of memory, and this process may use " + megabytes(available)
                + " MB in all (java -Xmx gives it more)");
        this.width = image.width();
        this.height = image.height();
    }

    private static long megabytes(long bytes) {
        return Math.max(1, Math.round(bytes / 1e6));
    }

    /** Pixels in a row of the image, as they are stored. */
    public int width() {
        return width;
    }

    /** Rows of the image, as they are stored. */
    public int height() {
        return height;
    }
}
