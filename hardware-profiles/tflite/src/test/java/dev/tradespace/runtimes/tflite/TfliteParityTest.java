package dev.tradespace.runtimes.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.onnx.OperationSamples;
import dev.tradespace.onnx.Reference;
import dev.tradespace.onnx.RestlessWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation, in each form, computes in a plain interpreter what its definition says, three images at once. */
final class TfliteParityTest {
    private static final int BATCH = 3;

    @TempDir
    Path folder;

    static Stream<Arguments> samples() {
        return OperationSamples.all().entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void computesWhatTheDefinitionSays(String name, Architecture architecture) throws IOException {
        Path file = folder.resolve("sample.tflite");
        RestlessWeights weights = new RestlessWeights(3);
        TfliteFiles.write(architecture, weights, file);
        float[] images = PlainTflite.noise(BATCH * architecture.inputShape().elements(), 1);
        float[] outputs = PlainTflite.run(file, architecture.inputShape(), images);
        int image = images.length / BATCH;
        int output = outputs.length / BATCH;
        for (int i = 0; i < BATCH; i++) {
            double[] expected =
                    Reference.run(architecture, weights, Arrays.copyOfRange(images, i * image, (i + 1) * image));
            float[] actual = Arrays.copyOfRange(outputs, i * output, (i + 1) * output);
            assertTrue(
                    PlainTflite.error(expected, actual) < PlainTflite.TOLERANCE,
                    () -> name + ": off by " + PlainTflite.error(expected, actual));
        }
        assertTrue(
                !Arrays.equals(Arrays.copyOf(outputs, output), Arrays.copyOfRange(outputs, output, 2 * output)),
                "two inputs give the same output");
        assertArrayEquals(
                Arrays.copyOf(outputs, output),
                PlainTflite.run(file, architecture.inputShape(), Arrays.copyOf(images, image)),
                (float) PlainTflite.TOLERANCE,
                "one image alone gives another output");
    }
}
