package dev.tradespace.runtime.http;

import dev.tradespace.api.check.Problem;
import dev.tradespace.training.data.BadDataset;
import dev.tradespace.training.data.ImageFile;
import dev.tradespace.training.data.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A picture that somebody sent, read as the images of datasets are. Its size is known before a single pixel is decoded, since a small file can stand for a huge
 * picture.
 */
final class Upload {
    static final long MOST_PIXELS = 25_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final int RETRY_SECONDS = 10;
    private static final long MEBIBYTE = 1 << 20;

    private Upload() {}

    /**
     * The picture, upright, what is see-through on white.
     *
     * @throws Refusal if it is none, is too large, or cannot be decoded
     */
    static Pixels decoded(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        ImageFile picture = ImageFile.sent(bytes, "the picture");
        try {
            ImageFile.Head head = picture.head();
            if ((long) head.width() * head.height() > MOST_PIXELS) {
                throw Refusal.of(
                        413,
                        "",
                        "a picture may have at most " + MOST_PIXELS + " pixels, this one has " + head.width()
                                + " times " + head.height());
            }
            return decoded(picture, head);
        } catch (BadDataset bad) {
            Problem problem = bad.problems().get(0);
            throw Refusal.of(400, "", problem.path() + " cannot be used: " + problem.message());
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory can be read", impossible);
        }
    }

    private static Pixels decoded(ImageFile picture, ImageFile.Head head) throws IOException {
        try {
            return picture.decode();
        } catch (OutOfMemoryError full) {
            LOG.warn("no memory for a picture of {} times {} pixels", head.width(), head.height(), full);
            throw Refusal.unavailable(
                    "a picture of " + head.width() + " times " + head.height()
                            + " pixels needs more memory than the server has: it may use "
                            + Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB in all",
                    RETRY_SECONDS);
        }
    }
}
