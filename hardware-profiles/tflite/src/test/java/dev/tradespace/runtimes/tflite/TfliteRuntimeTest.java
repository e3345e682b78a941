package dev.tradespace.runtimes.tflite;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TfliteRuntimeTest {
    private static final Architecture NETWORK = Flow.input(Shape.of(3, 16, 16))
            .conv(8, kernel(3))
            .batchNorm()
            .relu()
            .globalAveragePool()
            .flatten()
            .dense(10)
            .architecture();

    @TempDir
    Path folder;

    private Path model;
    private final RuntimePlugin runtime = new TfliteRuntime();

    @BeforeEach
    void write() throws IOException {
        model = folder.resolve("model.tflite");
        TfliteFiles.write(NETWORK, RandomWeights.of(NETWORK, 7), model);
        runtime.load();
    }

    @Test
    void isFoundByItsName() {
        assertTrue(ServiceLoader.load(RuntimePlugin.class).stream()
                .anyMatch(provider -> provider.get().describe().id().equals("tflite")));
        assertEquals("2.20.0", runtime.version());
        assertEquals(runtime.version(), runtime.describe().version());
    }

    @Test
    void saysWhereItsLibraryIsNot() {
        assertEquals(null, TfliteRuntime.unavailable("Linux", "amd64"));
        assertEquals(null, TfliteRuntime.unavailable("Linux", "aarch64"));
        assertEquals(
                "TensorFlow Lite's library is for Linux on x86-64 and on 64-bit Arm, this is Mac OS X on aarch64",
                TfliteRuntime.unavailable("Mac OS X", "aarch64"));
    }

    @Test
    void answersWhatPlainTfliteAnswers() throws UnfitModel {
        float[] images = PlainTflite.noise(2 * NETWORK.inputShape().elements(), 3);
        try (LoadedModel loaded = runtime.open(model, 1, 2)) {
            assertEquals(images.length, loaded.input().capacity());
            loaded.input().put(images);
            assertTrue(loaded.query() > 0);
            float[] first = loaded.answer();
            assertArrayEquals(PlainTflite.run(model, NETWORK.inputShape(), images), first, 1e-5f);
            float[] others = PlainTflite.noise(images.length, 4);
            loaded.input().put(others);
            assertArrayEquals(PlainTflite.run(model, NETWORK.inputShape(), others), loaded.answer(), 1e-5f);
            assertTrue(!Arrays.equals(first, loaded.answer()), "other images give the same answer");
        }
    }

    @Test
    void givesAllThatItCanToXnnpack() throws UnfitModel {
        try (TfliteSession loaded = TfliteSession.open(model, 1, 1)) {
            assertEquals(1, loaded.steps(), "operators beside XNNPACK's");
        }
    }

    @Test
    void answersTheSameAfterManyQueries() throws UnfitModel {
        try (LoadedModel loaded = runtime.open(model, 1, 1)) {
            loaded.input().put(PlainTflite.noise(NETWORK.inputShape().elements(), 5));
            float[] first = loaded.answer();
            for (int i = 0; i < 200; i++) {
                loaded.query();
            }
            assertArrayEquals(first, loaded.answer());
        }
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text.tflite"), "no model at all, but long enough to be read as one");
        assertThrows(UnfitModel.class, () -> runtime.open(text, 1, 1));
        Path missing = folder.resolve("missing.tflite");
        UnfitModel refused = assertThrows(UnfitModel.class, () -> runtime.open(missing, 1, 1));
        assertTrue(String.valueOf(refused.getMessage()).contains("missing.tflite"));
    }
}
