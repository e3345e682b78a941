package dev.tradespace.training.data.published;

import dev.tradespace.training.data.io.BadDataset;
import dev.tradespace.training.data.io.Digest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of images and labels, packed with gzip or plain.
 *
 * @source "The IDX file format", yann.lecun.com/exdb/mnist
 */
final class IdxFiles {
    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;
    /** Far above all such datasets; a hostile header must not fill the memory. */
    private static final long MOST_BYTES = 1L << 30;

    private IdxFiles() {}

    /** Images and their labels. */
    static InMemoryImages read(Path images, Path labels, int classes) throws IOException {
        byte[] truth = labels(labels);
        try (DataInputStream in = open(images)) {
            requireKind(in, IMAGES, "images", images);
            int count = in.readInt();
            int height = in.readInt();
            int width = in.readInt();
            if (count < 1 || height < 1 || width < 1 || height > 4096 || width > 4096) {
                throw BadDataset.of(images, "it cannot hold " + count + " images of " + width + "x" + height);
            }
            if (count != truth.length) {
                throw BadDataset.of(
                        images, "it has " + count + " images, but " + labels + " has " + truth.length + " labels");
            }
            byte[] values = values(in, (long) count * height * width, images);
            return new InMemoryImages(width, height, 1, InMemoryImages.Layout.INTERLEAVED, values, truth)
                    .checked(classes, labels);
        } catch (EOFException | ZipException broken) {
            throw BadDataset.of(images, "it is cut off or damaged");
        }
    }

    private static byte[] labels(Path file) throws IOException {
        try (DataInputStream in = open(file)) {
            requireKind(in, LABELS, "labels", file);
            return values(in, in.readInt(), file);
        } catch (EOFException | ZipException broken) {
            throw BadDataset.of(file, "it is cut off or damaged");
        }
    }

    /** MD5 of a file as it is unpacked, hexadecimal; of what can be unpacked of a damaged one. */
    static String contentMd5(Path file) throws IOException {
        MessageDigest digest = Digest.md5();
        byte[] chunk = new byte[1 << 16];
        try (DataInputStream in = open(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        } catch (EOFException | ZipException broken) {
            digest.update((byte) 0);
        }
        return Digest.hex(digest);
    }

    private static DataInputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        bytes.mark(2);
        boolean packed = bytes.read() == 0x1F && bytes.read() == 0x8B;
        bytes.reset();
        return new DataInputStream(packed ? new BufferedInputStream(new GZIPInputStream(bytes, 1 << 16)) : bytes);
    }

    private static void requireKind(DataInputStream in, int kind, String what, Path file) throws IOException {
        int magic = in.readInt();
        if (magic != kind) {
            throw BadDataset.of(
                    file, "it must be an IDX file of " + what + " and begin with " + kind + ", was " + magic);
        }
    }

    private static byte[] values(DataInputStream in, long count, Path file) throws IOException {
        if (count < 0 || count > MOST_BYTES) {
            throw BadDataset.of(file, "it cannot hold " + count + " values");
        }
        byte[] values = in.readNBytes((int) count);
        if (values.length < count) {
            throw BadDataset.of(file, "it is cut off: it should hold " + count + " values, has " + values.length);
        }
        if (in.read() >= 0) {
            throw BadDataset.of(file, "it goes on behind its " + count + " values");
        }
        return values;
    }
}
