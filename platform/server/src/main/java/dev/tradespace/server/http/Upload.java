package dev.tradespace.server.http;

import dev.tradespace.api.check.Problem;
import dev.tradespace.training.data.image.ImageFile;
import dev.tradespace.training.data.image.NotEnoughMemory;
import dev.tradespace.training.data.io.BadDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A picture that somebody sent, read as the images of datasets are. Its size is known before a single pixel is decoded,
 * since a small file can stand for a huge
 * picture; no more of it is decoded than networks see.
 *
 * @param width as it is seen
 * @param height as it is seen
 */
record Upload(ImageFile picture, int width, int height) {
    /** 128 Mi: above what most cameras make. */
    static final long MOST_PIXELS = 1L << 27;

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    static final int RETRY_SECONDS = 10;

    /**
     * A picture, not yet decoded.
     *
     * @throws HttpError if it is none or is too large
     */
    static Upload of(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        ImageFile picture = ImageFile.sent(bytes, "the picture");
        ImageFile.Head head = told(picture::head);
        if ((long) head.width() * head.height() > MOST_PIXELS) {
            throw HttpError.of(
                    413,
                    "",
                    "a picture may have at most " + MOST_PIXELS + " pixels, this one has " + head.width() + " times "
                            + head.height());
        }
        return new Upload(picture, head.width(), head.height());
    }

    /**
     * Its middle in these sizes, upright, what is see-through on white.
     *
     * @return {@code [size, size, 3]} by size
     * @throws HttpError if it cannot be decoded, or not in the memory there is
     */
    Map<Integer, byte[]> squares(List<Integer> sizes) {
        if (sizes.isEmpty()) {
            var unused = told(picture::check);
            return Map.of();
        }
        List<Integer> different = sizes.stream().distinct().toList();
        int[] wanted = different.stream().mapToInt(Integer::intValue).toArray();
        List<byte[]> squares = told(() -> withMemory(wanted));
        Map<Integer, byte[]> bySize = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            bySize.put(wanted[i], squares.get(i));
        }
        return bySize;
    }

    private List<byte[]> withMemory(int... sizes) throws IOException {
        try {
            return picture.squares(sizes);
        } catch (OutOfMemoryError full) {
            // What others hold is in no estimate.
            LOG.warn("no memory for a picture of {} times {} pixels", width, height, full);
            throw HttpError.unavailable(
                    "there is not enough memory now for a picture of " + width + " times " + height + " pixels",
                    RETRY_SECONDS);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T told(Reading<T> reading) {
        try {
            return reading.read();
        } catch (BadDataset bad) {
            Problem problem = bad.problems().get(0);
            throw HttpError.of(400, "", problem.path() + " cannot be used: " + problem.message());
        } catch (NotEnoughMemory memory) {
            throw HttpError.unavailable(String.valueOf(memory.getMessage()), RETRY_SECONDS);
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory can be read", impossible);
        }
    }
}
