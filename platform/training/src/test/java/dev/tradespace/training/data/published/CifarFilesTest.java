package dev.tradespace.training.data.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.training.data.SampleFiles;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.io.BadDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFilesTest {
    @TempDir
    private Path folder;

    private static Map<String, byte[]> ten() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("cifar-10-batches-bin/", new byte[0]);
        for (String name : CifarFiles.ten().training()) {
            files.put("cifar-10-batches-bin/" + name, SampleFiles.cifar(20, 1, 10));
        }
        files.put("cifar-10-batches-bin/test_batch.bin", SampleFiles.cifar(10, 1, 10));
        files.put("cifar-10-batches-bin/readme.html", new byte[700]);
        files.put("cifar-10-batches-bin/batches.meta.txt", names(10));
        return files;
    }

    private static byte[] names(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(i -> "class-" + i)
                .collect(Collectors.joining("\n", "", "\n\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private Path archive(Map<String, byte[]> files) throws IOException {
        return Files.write(folder.resolve("cifar.tar.gz"), SampleFiles.tarGz(files));
    }

    private static void assertIsSample(DatasetForm.Content content, int training, int classes) {
        assertEquals(training, content.training().size());
        assertEquals(classes, content.classes().size());
        assertEquals("class-1", content.classes().get(1));
        Pixels image = content.test().image(7);
        assertEquals(7 % classes, content.test().label(7));
        assertEquals(32, image.width());
        assertEquals(3, image.channels());
        assertEquals(
                List.of(7, 2, 3, 1, 2, 3),
                IntStream.range(0, 6).mapToObj(i -> (int) image.values()[i]).toList());
    }

    @Test
    void readsTheArchiveAndTheFilesThatWereInIt() throws IOException {
        assertIsSample(CifarFiles.ten().read(archive(ten())), 100, 10);
        for (Map.Entry<String, byte[]> file : ten().entrySet()) {
            if (!file.getKey().endsWith("/")) {
                Files.write(folder.resolve(Path.of(file.getKey()).getFileName()), file.getValue());
            }
        }
        assertIsSample(CifarFiles.ten().read(folder), 100, 10);
    }

    @Test
    void takesTheFineLabelOfAHundredClasses() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("cifar-100-binary/train.bin", SampleFiles.cifar(200, 2, 100));
        files.put("cifar-100-binary/test.bin", SampleFiles.cifar(100, 2, 100));
        files.put("cifar-100-binary/fine_label_names.txt", names(100));
        assertIsSample(CifarFiles.hundred().read(archive(files)), 200, 100);
    }

    private void refused(Map<String, byte[]> files, String reason) throws IOException {
        refused(archive(files), reason);
    }

    private static void refused(Path archive, String reason) {
        String message = String.valueOf(
                assertThrows(BadDataset.class, () -> CifarFiles.ten().read(archive))
                        .getMessage());
        assertTrue(message.contains(reason) && message.contains(archive.toString()), message);
    }

    @Test
    void refusesAnArchiveThatIsNotWhole() throws IOException {
        Map<String, byte[]> files = ten();
        files.remove("cifar-10-batches-bin/data_batch_3.bin");
        refused(files, "it has no data_batch_3.bin");
        files = ten();
        files.put("cifar-10-batches-bin/data_batch_4.bin", Arrays.copyOf(SampleFiles.cifar(20, 1, 10), 5000));
        refused(files, "data_batch_4.bin is cut off: it should be whole records of 3073 bytes, has 5000");
        files = ten();
        files.put("cifar-10-batches-bin/batches.meta.txt", names(9));
        refused(files, "must name 10 classes, names 9");
        files = ten();
        files.put("cifar-10-batches-bin/test_batch.bin", SampleFiles.cifar(30, 1, 30));
        refused(files, "label 10 must be below 10, was 10");
        byte[] whole = Files.readAllBytes(archive(ten()));
        refused(Files.write(folder.resolve("cut.tar.gz"), Arrays.copyOf(whole, whole.length / 2)), "it is cut off");
        refused(Files.write(folder.resolve("no.tar.gz"), SampleFiles.gzip(new byte[] {1, 2, 3})), "it has no data");
        byte[] noise = new byte[1024];
        Arrays.fill(noise, (byte) 'x');
        refused(Files.write(folder.resolve("noise.tar.gz"), SampleFiles.gzip(noise)), "it is no tar archive");
    }

    /** A size in the header that nobody has the memory for. */
    @Test
    void refusesAFileInTheArchiveThatIsTooLarge() throws IOException {
        byte[] header = new byte[512];
        byte[] name = "a/test_batch.bin".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(name, 0, header, 0, name.length);
        System.arraycopy("77777777777".getBytes(StandardCharsets.UTF_8), 0, header, 124, 11);
        header[156] = '0';
        refused(Files.write(folder.resolve("big.tar.gz"), SampleFiles.gzip(header)), "is too large");
    }
}
