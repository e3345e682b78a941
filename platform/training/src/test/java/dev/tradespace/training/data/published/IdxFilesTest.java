package dev.tradespace.training.data.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.training.data.SampleFiles;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.io.BadDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilesTest {
    @TempDir
    private Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private void refused(byte[] images, byte[] labels, String culprit, String reason) throws IOException {
        Path imageFile = file("images", images);
        Path labelFile = file("labels", labels);
        String message = String.valueOf(assertThrows(BadDataset.class, () -> IdxFiles.read(imageFile, labelFile, 10))
                .getMessage());
        assertTrue(message.startsWith(folder.resolve(culprit).toString()), message);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void readsPackedAndPlainFilesAlike() throws IOException {
        byte[] images = SampleFiles.idxImages(20, 5, 4);
        byte[] labels = SampleFiles.idxLabels(20);
        InMemoryImages plain = IdxFiles.read(file("images", images), file("labels", labels), 10);
        InMemoryImages packed = IdxFiles.read(
                file("images.gz", SampleFiles.gzip(images)), file("labels.gz", SampleFiles.gzip(labels)), 10);
        assertEquals(20, plain.size());
        for (int i = 0; i < 20; i++) {
            assertEquals(i % 10, plain.label(i));
            assertEquals(i % 10, packed.label(i));
            Pixels image = plain.image(i);
            assertEquals(4, image.width());
            assertEquals(5, image.height());
            assertEquals(1, image.channels());
            assertArrayEquals(Arrays.copyOfRange(images, 16 + 20 * i, 36 + 20 * i), image.values());
            assertArrayEquals(image.values(), packed.image(i).values());
        }
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        byte[] images = SampleFiles.idxImages(20, 5, 4);
        byte[] labels = SampleFiles.idxLabels(20);
        refused(Arrays.copyOf(images, 300), labels, "images", "it is cut off: it should hold 400 values, has 284");
        refused(Arrays.copyOf(images, 10), labels, "images", "it is cut off");
        refused(images, Arrays.copyOf(labels, 20), "labels", "it is cut off");
        refused(new byte[0], labels, "images", "it is cut off");
        byte[] packed = SampleFiles.gzip(images);
        refused(Arrays.copyOf(packed, packed.length / 2), labels, "images", "it is cut off");
    }

    @Test
    void refusesADamagedArchive() throws IOException {
        byte[] packed = SampleFiles.gzip(SampleFiles.idxImages(200, 5, 4));
        packed[packed.length / 2] ^= 0x55;
        refused(packed, SampleFiles.idxLabels(200), "images", "it ");
    }

    @Test
    void refusesAHeaderThatLies() throws IOException {
        byte[] images = SampleFiles.idxImages(20, 5, 4);
        byte[] labels = SampleFiles.idxLabels(20);
        refused(labels, labels, "images", "must be an IDX file of images and begin with 2051, was 2049");
        refused(images, images, "labels", "must be an IDX file of labels and begin with 2049, was 2051");
        refused(changed(images, 4, 21), labels, "images", "it has 21 images, but");
        refused(changed(images, 8, 0), labels, "images", "it cannot hold 20 images of 4x0");
        refused(changed(images, 12, Integer.MAX_VALUE), labels, "images", "it cannot hold 20 images of");
        refused(changed(images, 12, 3), labels, "images", "it goes on behind its 300 values");
        refused(images, changed(labels, 4, Integer.MAX_VALUE), "labels", "it cannot hold 2147483647 values");
        refused(images, changed(labels, 4, -1), "labels", "it cannot hold -1 values");
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).putInt(at, value);
        return copy;
    }

    @Test
    void refusesALabelBeyondTheClasses() throws IOException {
        byte[] labels = SampleFiles.idxLabels(20);
        labels[8 + 3] = 10;
        refused(SampleFiles.idxImages(20, 5, 4), labels, "labels", "label 3 must be below 10, was 10");
    }
}
