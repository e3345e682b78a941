package dev.tradespace.onnx;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What every exported network must stand, for sweeps of real variants in tests anywhere: take this module's
 * {@code test-jar}, JUnit and ONNX Runtime at test scope. Each trial removes its files, so that a sweep needs the room
 * of one.
 */
public final class ExportTrial {
    private ExportTrial() {}

    /**
     * Exports with random weights, runs two images, and asserts shapes, finite logits of the order of one, and that two
     * images give different ones.
     *
     * @param name for messages
     * @param folder where the file may stand for a moment
     */
    public static void assertRuns(String name, Architecture architecture, Path folder)
            throws IOException, OrtException {
        OnnxFile file = write(architecture, RandomWeights.of(architecture, 7), folder);
        try (Session session = Session.open(file.path())) {
            assertArrayEquals(single(architecture.inputShape().toArray()), session.inputShape(), name);
            assertArrayEquals(single(architecture.outputShape().toArray()), session.outputShape(), name);
            assertLogits(name, architecture, session, session.run(image(architecture, 1)));
        } finally {
            remove(file);
        }
    }

    /**
     * As {@link #assertRuns}, and asserts that no activation on the way is out of a normal range. It needs the memory
     * of all activations together.
     */
    public static void assertStaysInRange(String name, Architecture architecture, Weights weights, Path folder)
            throws IOException, OrtException {
        OnnxFile file = write(architecture, weights, folder);
        try (Session session = Session.open(file.path())) {
            Map<String, float[]> activations = Activations.of(file.path(), image(architecture, 1));
            assertTrue(activations.size() > 5, name + ": " + activations.size() + " tensors seen");
            assertAll(activations.entrySet().stream()
                    .map(one -> () -> Activations.assertNormal(name + ": " + one.getKey(), one.getValue())));
            float[] logits = activations.get(GraphDraft.OUTPUT);
            assertNotNull(logits, name);
            assertLogits(name, architecture, session, logits);
        } finally {
            remove(file);
        }
    }

    private static void assertLogits(String name, Architecture architecture, Session session, float[] first)
            throws OrtException {
        assertEquals(architecture.outputShape().elements(), first.length, name);
        for (float value : first) {
            assertTrue(Float.isFinite(value), name + ": a logit is " + value);
        }
        double rms = Activations.rms(first);
        assertTrue(rms > 0.05 && rms < 50, name + ": logits have rms " + rms);
        double distance = OnnxParity.distance(first, session.run(image(architecture, 2)));
        assertTrue(distance > 0.01 * rms, name + ": two images give logits that differ by " + distance);
    }

    private static OnnxFile write(Architecture architecture, Weights weights, Path folder) throws IOException {
        return OnnxExporter.write(architecture, weights, folder.resolve(architecture.digest() + ".onnx"));
    }

    private static void remove(OnnxFile file) throws IOException {
        Files.deleteIfExists(file.path());
        for (Path data : file.externalData()) {
            Files.deleteIfExists(data);
        }
    }

    private static float[] image(Architecture architecture, long seed) {
        return Session.noise(architecture.inputShape().elements(), seed);
    }

    private static long[] single(int[] sizes) {
        return LongStream.concat(LongStream.of(1), Arrays.stream(sizes).asLongStream())
                .toArray();
    }
}
