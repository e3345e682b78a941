package dev.tradespace.runtimes.opencv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.onnx.BatchAxis;
import dev.tradespace.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenCvRuntimeTest {
    private static final Architecture NETWORK = Flow.input(Shape.of(3, 16, 16))
            .conv(8, Window.kernel(3))
            .batchNorm()
            .relu()
            .globalAveragePool()
            .flatten()
            .dense(10)
            .architecture();

    @TempDir
    Path folder;

    private Path model;
    private final RuntimePlugin runtime = new OpenCvRuntime();

    @BeforeEach
    void write() throws IOException {
        model = folder.resolve("a model.onnx");
        OnnxExporter.write(NETWORK, RandomWeights.of(NETWORK, 7), model, BatchAxis.ANY);
        runtime.load();
    }

    @Test
    void isFoundByItsNameAndTellsTheVersionOfItsLibrary() {
        assertTrue(ServiceLoader.load(RuntimePlugin.class).stream()
                .anyMatch(provider -> provider.get().describe().id().equals("opencv")));
        assertEquals(runtime.version(), runtime.describe().version());
    }

    @Test
    void saysWhereItsLibraryIsNot() {
        assertEquals(null, OpenCvRuntime.unavailable("Linux", "amd64"));
        assertEquals(null, OpenCvRuntime.unavailable("Linux", "aarch64"));
        assertEquals(
                "OpenCV's library is here for Linux on x86-64 and on arm64, this is Mac OS X on aarch64",
                OpenCvRuntime.unavailable("Mac OS X", "aarch64"));
    }

    @Test
    void otherImagesGiveOtherAnswersAndTheSameImagesTheSame() throws UnfitModel {
        try (LoadedModel loaded = runtime.open(model, 1, 1)) {
            assertEquals(NETWORK.inputShape().elements(), loaded.input().remaining());
            fill(loaded, 1);
            float[] first = loaded.answer();
            for (int i = 0; i < 100; i++) {
                assertTrue(loaded.query() > 0);
            }
            assertTrue(Arrays.equals(first, loaded.answer()), "the same image gives another answer");
            fill(loaded, 2);
            assertTrue(!Arrays.equals(first, loaded.answer()), "another image gives the same answer");
        }
    }

    private static void fill(LoadedModel loaded, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatBuffer input = loaded.input();
        while (input.hasRemaining()) {
            input.put((float) random.nextGaussian());
        }
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        Path text =
                Files.writeString(folder.resolve("text.onnx"), "no model at all, but long enough to be read as one");
        assertThrows(UnfitModel.class, () -> runtime.open(text, 1, 1));
        Path missing = folder.resolve("missing.onnx");
        UnfitModel refused = assertThrows(UnfitModel.class, () -> runtime.open(missing, 1, 1));
        assertTrue(String.valueOf(refused.getMessage()).contains("missing.onnx"), refused::toString);
    }

    @Test
    void refusesAModelOfAnotherBatch() throws IOException {
        Path fixed = folder.resolve("fixed.onnx");
        OnnxExporter.write(NETWORK, RandomWeights.of(NETWORK, 7), fixed, BatchAxis.ONE);
        assertEquals(
                "its input must have a batch of 4 and known sizes after it, has [1, 3, 16, 16]",
                assertThrows(UnfitModel.class, () -> runtime.open(fixed, 1, 4)).getMessage());
    }

    @Test
    void refusesAModelWhoseWeightsLieInASecondFile() throws IOException {
        Files.createFile(folder.resolve("a model.onnx.data"));
        assertEquals(
                "its weights lie in a second file, a model.onnx.data, and OpenCV is given models of one file",
                assertThrows(UnfitModel.class, () -> runtime.open(model, 1, 1)).getMessage());
    }
}
