package dev.tradespace.training.data.image;

import dev.tradespace.training.data.io.BadDataset;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The source of an image's bytes.
 *
 * @param name what refusals call it
 */
record ImageSource(Path name, Bytes bytes) {
    /** The bytes of an image, as often as they are needed. */
    interface Bytes {
        InputStream stream() throws IOException;

        ImageInputStream open() throws IOException;
    }

    static ImageSource of(Path file) {
        return new ImageSource(file, new Bytes() {
            @Override
            public InputStream stream() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public ImageInputStream open() throws IOException {
                return new FileImageInputStream(file.toFile());
            }
        });
    }

    static ImageSource of(byte[] bytes, Path name) {
        return new ImageSource(name, new Bytes() {
            @Override
            public InputStream stream() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public ImageInputStream open() {
                return new MemoryCacheImageInputStream(stream());
            }
        });
    }

    /** The first bytes; fewer where there are no more. */
    byte[] head(int length) throws IOException {
        try (InputStream in = bytes.stream()) {
            return in.readNBytes(length);
        }
    }

    /** A new stream from the first byte on. */
    ImageInputStream open() throws IOException {
        return bytes.open();
    }

    /** A new stream of plain bytes. */
    InputStream stream() throws IOException {
        return new BufferedInputStream(bytes.stream());
    }

    BadDataset refusal(String reason) {
        return BadDataset.of(name, reason);
    }

    /** That the bytes are not what their format wants. */
    BadDataset damaged(String why) {
        return refusal("it is cut off or damaged (" + why + ")");
    }
}
