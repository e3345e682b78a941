package dev.tradespace.training.data.published;

import dev.tradespace.training.data.io.BadDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the binary versions of CIFAR-10 and CIFAR-100, packed or unpacked: records of one or two labels and 32x32
 * values each of red, green and blue.
 *
 * @param training the files of images to learn from
 * @param test the file of images to score
 * @param names the file with the names of the classes, a line each
 * @param labelBytes labels in front of an image; the last one counts (CIFAR-100: coarse, then fine)
 * @param classes how many there are
 * @source Krizhevsky, "The CIFAR-10 dataset", section "Binary version", www.cs.toronto.edu/~kriz/cifar.html
 */
record CifarFiles(List<String> training, String test, String names, int labelBytes, int classes) {
    private static final int SIZE = 32;
    private static final int VALUES = SIZE * SIZE * 3;

    static CifarFiles ten() {
        return new CifarFiles(
                List.of(
                        "data_batch_1.bin",
                        "data_batch_2.bin",
                        "data_batch_3.bin",
                        "data_batch_4.bin",
                        "data_batch_5.bin"),
                "test_batch.bin",
                "batches.meta.txt",
                1,
                10);
    }

    static CifarFiles hundred() {
        return new CifarFiles(List.of("train.bin"), "test.bin", "fine_label_names.txt", 2, 100);
    }

    /** All names of files that are needed. */
    Set<String> files() {
        Set<String> files = new LinkedHashSet<>(training);
        files.add(test);
        files.add(names);
        return files;
    }

    /**
     * Reads the dataset.
     *
     * @param place the archive, or the folder with its files
     */
    DatasetForm.Content read(Path place) throws IOException {
        Map<String, byte[]> found = Files.isDirectory(place) ? unpacked(place) : TarGz.read(place, files());
        for (String file : files()) {
            if (!found.containsKey(file)) {
                throw BadDataset.of(place, "it has no " + file);
            }
        }
        ByteArrayOutputStream learning = new ByteArrayOutputStream();
        for (String file : training) {
            learning.write(records(found, file, place));
        }
        List<String> lines = new String(bytes(found, names), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() != classes) {
            throw BadDataset.of(place, names + " must name " + classes + " classes, names " + lines.size());
        }
        return new DatasetForm.Content(
                images(learning.toByteArray(), place), images(records(found, test, place), place), lines);
    }

    private Map<String, byte[]> unpacked(Path folder) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String name : files()) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                if (Files.size(file) > 1L << 28) {
                    throw BadDataset.of(file, "it is too large to be that file");
                }
                found.put(name, Files.readAllBytes(file));
            }
        }
        return found;
    }

    private static byte[] bytes(Map<String, byte[]> found, String file) {
        return found.getOrDefault(file, new byte[0]);
    }

    private byte[] records(Map<String, byte[]> found, String file, Path place) throws IOException {
        byte[] bytes = bytes(found, file);
        int record = labelBytes + VALUES;
        if (bytes.length == 0 || bytes.length % record != 0) {
            throw BadDataset.of(
                    place,
                    file + " is cut off: it should be whole records of " + record + " bytes, has " + bytes.length
                            + " bytes");
        }
        return bytes;
    }

    private InMemoryImages images(byte[] records, Path place) throws BadDataset {
        int record = labelBytes + VALUES;
        int count = records.length / record;
        byte[] labels = new byte[count];
        byte[] images = new byte[count * VALUES];
        for (int i = 0; i < count; i++) {
            labels[i] = records[i * record + labelBytes - 1];
            System.arraycopy(records, i * record + labelBytes, images, i * VALUES, VALUES);
        }
        return new InMemoryImages(SIZE, SIZE, 3, InMemoryImages.Layout.PLANES, images, labels).checked(classes, place);
    }
}
