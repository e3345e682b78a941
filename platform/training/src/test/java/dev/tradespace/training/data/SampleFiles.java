package dev.tradespace.training.data;

import dev.tradespace.training.data.published.PublicDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Small files in the forms of known datasets. */
public final class SampleFiles {
    private SampleFiles() {}

    /** An IDX file of images whose values count up. */
    public static byte[] idxImages(int count, int height, int width) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + count * height * width);
        bytes.putInt(0x803).putInt(count).putInt(height).putInt(width);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put((byte) (i * 7 / 3));
        }
        return bytes.array();
    }

    /** An IDX file of labels 0 to 9 in turn. */
    public static byte[] idxLabels(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + count);
        bytes.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            bytes.put((byte) (i % 10));
        }
        return bytes.array();
    }

    public static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** Four files as MNIST has them, with a number of images. */
    public static void idx(Path folder, int training, int test) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(PublicDataset.TRAIN_IMAGES), gzip(idxImages(training, 28, 28)));
        Files.write(folder.resolve(PublicDataset.TRAIN_LABELS), gzip(idxLabels(training)));
        Files.write(folder.resolve(PublicDataset.TEST_IMAGES), gzip(idxImages(test, 28, 28)));
        Files.write(folder.resolve(PublicDataset.TEST_LABELS), gzip(idxLabels(test)));
    }

    /**
     * Records of CIFAR: labels in turn, the planes red 1, green 2, blue 3 but for the first value, which is the
     * record's number.
     */
    public static byte[] cifar(int count, int labelBytes, int classes) {
        ByteBuffer bytes = ByteBuffer.allocate(count * (labelBytes + 3072));
        for (int i = 0; i < count; i++) {
            for (int label = 1; label < labelBytes; label++) {
                bytes.put((byte) 99);
            }
            bytes.put((byte) (i % classes));
            for (int at = 0; at < 3072; at++) {
                bytes.put((byte) (at == 0 ? i : at / 1024 + 1));
            }
        }
        return bytes.array();
    }

    public static byte[] tarGz(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ByteBuffer header = ByteBuffer.allocate(512);
            header.put(0, file.getKey().getBytes(StandardCharsets.UTF_8));
            header.put(124, String.format("%011o", file.getValue().length).getBytes(StandardCharsets.US_ASCII));
            header.put(156, (byte) (file.getKey().endsWith("/") ? '5' : '0'));
            tar.write(header.array());
            tar.write(file.getValue());
            tar.write(new byte[(512 - file.getValue().length % 512) % 512]);
        }
        tar.write(new byte[1024]);
        return gzip(tar.toByteArray());
    }
}
