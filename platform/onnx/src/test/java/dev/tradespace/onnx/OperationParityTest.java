package dev.tradespace.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Op;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation, in each form, computes in ONNX Runtime what its definition says. */
final class OperationParityTest {
    @TempDir
    Path folder;

    static Stream<Arguments> samples() {
        return OperationSamples.all().entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    @Test
    void everyOperationHasASample() {
        Set<Class<?>> sampled = new HashSet<>();
        for (Architecture sample : OperationSamples.all().values()) {
            for (Layer layer : sample.inferenceLayers()) {
                sampled.add(layer.op().getClass());
            }
        }
        assertEquals(Set.copyOf(Arrays.asList(Op.class.getPermittedSubclasses())), sampled);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void computesWhatTheDefinitionSays(String name, Architecture architecture) throws IOException, OrtException {
        Path file = folder.resolve("sample.onnx");
        RestlessWeights weights = new RestlessWeights(3);
        OnnxExporter.write(architecture, weights, file);
        float[] first = Session.noise(architecture.inputShape().elements(), 1);
        float[] second = Session.noise(architecture.inputShape().elements(), 2);
        try (Session session = Session.open(file)) {
            assertArrayEquals(batched(1, architecture.inputShape().toArray()), session.inputShape());
            assertArrayEquals(batched(1, architecture.outputShape().toArray()), session.outputShape());
            float[] output = session.run(first);
            OnnxParity.assertClose(Reference.run(architecture, weights, first), output, name);
            assertTrue(OnnxParity.distance(output, session.run(second)) > 0.01, "two inputs give the same output");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void computesTheSameForABatch(String name, Architecture architecture) throws IOException, OrtException {
        Path file = folder.resolve("batch.onnx");
        RestlessWeights weights = new RestlessWeights(4);
        OnnxExporter.write(architecture, weights, file, BatchAxis.ANY);
        int elements = Math.toIntExact(architecture.inputShape().elements());
        float[] images = Session.noise(3L * elements, 5);
        try (Session session = Session.open(file)) {
            assertArrayEquals(batched(-1, architecture.inputShape().toArray()), session.inputShape());
            float[] output = session.run(images);
            int part = output.length / 3;
            for (int image = 0; image < 3; image++) {
                OnnxParity.assertClose(
                        Reference.run(
                                architecture,
                                weights,
                                Arrays.copyOfRange(images, image * elements, (image + 1) * elements)),
                        Arrays.copyOfRange(output, image * part, (image + 1) * part),
                        name + ", image " + image);
            }
        }
    }

    private static long[] batched(long batch, int[] sizes) {
        return LongStream.concat(LongStream.of(batch), Arrays.stream(sizes).asLongStream())
                .toArray();
    }
}
