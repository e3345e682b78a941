package dev.tradespace.training.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images of every kind give the bytes that Pillow gives in the function that docs/preprocessing.md shows: those that were stored,
 * and new ones where Python and Pillow are. The stored ones are made by {@code pillow_images.py} and
 * {@code pillow_pixels.py} in {@code src/test/python}.
 */
class PillowTest {
    private static final Path STORED = Path.of("src/test/resources/pillow");
    private static final Path SCRIPTS = Path.of("src/test/python");
    private static final Path PAGE = Path.of("../../docs/preprocessing.md");
    private static final Pattern PIXELS = Pattern.compile("(.+)\\.(\\d+)\\.rgb");
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> givesTheStoredPixels() throws IOException {
        List<Path> expected = files(STORED, PIXELS);
        assertTrue(expected.size() > 50, () -> "few files in " + STORED);
        return expected.stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> assertPixels(file)));
    }

    /** New noise every time a seed is added; 224 enlarges most of the images. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void givesThePixelsOfThePillowThatIsHere(int seed) throws Exception {
        String python = python();
        run(python, SCRIPTS.resolve("pillow_images.py"), folder, String.valueOf(seed));
        List<String> images = files(folder, Pattern.compile(".+")).stream()
                .map(Path::toString)
                .toList();
        for (String size : List.of("32", "224")) {
            List<Object> command = new ArrayList<>(List.of(python, SCRIPTS.resolve("pillow_pixels.py"), PAGE, size));
            command.addAll(images);
            run(command.toArray());
        }
        List<Path> expected = files(folder, PIXELS);
        assertEquals(2 * images.size(), expected.size());
        for (Path file : expected) {
            assertPixels(file);
        }
    }

    /** A large picture is decoded in bands, and turned ones by columns; neither may be seen. */
    @Test
    void givesTheSamePixelsInBands() throws IOException {
        for (Path file : files(STORED, Pattern.compile(".+\\.(png|jpg|bmp)"))) {
            List<byte[]> whole = new ImageFile(file).squares(20, 33);
            ImageFile banded = new ImageFile(ImageSource.of(file), new DecodingMemory(1L << 30, 2_000));
            List<byte[]> bands = banded.squares(20, 33);
            for (int i = 0; i < whole.size(); i++) {
                assertArrayEquals(whole.get(i), bands.get(i), file::toString);
            }
            Pixels decoded = new ImageFile(file).decode();
            assertArrayEquals(decoded.values(), banded.decode().values(), file::toString);
            assertArrayEquals(Resize.square(decoded.coloured(), 20), whole.get(0), file::toString);
            assertEquals(new ImageFile.Head(decoded.width(), decoded.height()), banded.check(), file::toString);
        }
    }

    private static void assertPixels(Path expected) throws IOException {
        Matcher name = PIXELS.matcher(String.valueOf(expected.getFileName()));
        assertTrue(name.matches());
        Path image = expected.resolveSibling(name.group(1));
        byte[] square =
                new ImageFile(image).squares(Integer.parseInt(name.group(2))).get(0);
        assertArrayEquals(Files.readAllBytes(expected), square, expected::toString);
    }

    private static List<Path> files(Path folder, Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            name.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .toList();
        }
    }

    /** A Python with Pillow and NumPy. */
    private static String python() throws InterruptedException {
        for (String python : PYTHONS) {
            try {
                run(python, "-c", "import numpy, PIL.Image");
                return python;
            } catch (IOException absent) {
                // The next one may have them.
            }
        }
        String reason = "no Python with Pillow and NumPy is here; the stored pixels are compared only";
        System.out.println("skipped: " + reason);
        assumeTrue(false, reason);
        return "";
    }

    private static void run(Object... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.of(command).map(String::valueOf).toList())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + " failed: " + output);
        }
    }
}
