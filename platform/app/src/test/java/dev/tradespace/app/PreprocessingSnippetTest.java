package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.server.training.ModelCard;
import dev.tradespace.training.data.image.ImageFile;
import dev.tradespace.training.data.image.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Python of docs/preprocessing.md, run as it stands, gives a network the very numbers that the platform gives it. Without Python, Pillow and NumPy it is skipped; the stored
 * pixels of the same function are compared where images are read.
 */
class PreprocessingSnippetTest {
    private static final Path PAGE = Path.of("../../docs/preprocessing.md").toAbsolutePath();
    private static final Path SCRIPT = Path.of("src/test/python/run_snippet.py").toAbsolutePath();
    private static final Path IMAGES = Path.of("../training/src/test/resources/pillow");
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");
    private static final int SIZE = 24;

    @TempDir
    private Path folder;

    private static ModelCard card(boolean grey) {
        List<Double> mean = grey ? List.of(0.286, 0.286, 0.286) : List.of(0.4914, 0.4822, 0.4465);
        List<Double> deviation = grey ? List.of(0.353, 0.353, 0.353) : List.of(0.2470, 0.2435, 0.2616);
        return new ModelCard("a/b", "c", List.of("crêpe", "d,e"), SIZE, mean, deviation, Preprocessing.VERSION, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "size-64x48.png, false",
        "jpeg-orientation-6.jpg, false",
        "png-orientation-7.png, true",
        "png-rgba.png, false",
        "png-16-grey.png, false",
        "jpeg-cmyk.jpg, true",
        "png-palette-alpha.png, false"
    })
    void givesTheNetworkWhatThePlatformGivesIt(String image, boolean grey) throws Exception {
        String python = python();
        ModelCard card = card(grey);
        Architecture network = Flow.input(Shape.of(3, SIZE, SIZE))
                .flatten()
                .dense(card.classes().size())
                .architecture();
        Path model = folder.resolve("model.onnx");
        OnnxExporter.write(network, RandomWeights.of(network, 1), model, card.metadata());
        new ObjectMapper().writeValue(folder.resolve("model.onnx.json").toFile(), card.metadata());
        byte[] bytes = Files.readAllBytes(IMAGES.resolve(image));
        Files.write(folder.resolve("photo.jpg"), bytes);
        run(python, SCRIPT, PAGE);

        float[] expected = card.input(ImageFile.sent(bytes, image).squares(SIZE).get(0));
        ByteBuffer input = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("input.bin")));
        assertEquals(expected.length * Float.BYTES, input.remaining());
        float[] given = new float[expected.length];
        input.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(given);
        assertArrayEquals(expected, given);
    }

    private String python() throws InterruptedException {
        for (String python : PYTHONS) {
            try {
                run(python, "-c", "import numpy, PIL.Image");
                return python;
            } catch (IOException absent) {
                // The next one may have them.
            }
        }
        Skips.unless(false, "no Python with Pillow and NumPy is here");
        return "";
    }

    private void run(Object... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(command).map(String::valueOf).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + " failed: " + output);
        }
    }
}
