package dev.tradespace.runtimes.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.core.weights.WeightsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.StringStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TfliteWriterTest {
    private static final Architecture NETWORK = Flow.input(Shape.of(3, 8, 8))
            .conv(4, Window.kernel(3))
            .batchNorm()
            .relu()
            .flatten()
            .dense(5)
            .architecture();

    @TempDir
    Path folder;

    @Test
    void isFoundByItsFormat() {
        List<String> formats = ServiceLoader.load(FormatWriter.class).stream()
                .map(provider -> provider.get().format().id())
                .toList();
        assertTrue(formats.contains("tflite"), formats.toString());
        assertEquals("model-fp16.tflite", new TfliteWriter().format().file("fp16"));
    }

    @Test
    void writesTheSameFromRandomAndFromStoredWeights() throws IOException {
        Path tensors = folder.resolve("weights.safetensors");
        WeightsFile.write(tensors, NETWORK.weights().values(), RandomWeights.of(NETWORK, 9), Map.of());
        Path stored = folder.resolve("stored.tflite");
        TfliteFiles.write(NETWORK, WeightsFile.open(tensors, "stored"), stored);
        Path random = folder.resolve("random.tflite");
        TfliteFiles.write(NETWORK, RandomWeights.of(NETWORK, 9), random);
        assertArrayEquals(Files.readAllBytes(random), Files.readAllBytes(stored));
    }

    @Test
    void keepsTheMetadata() throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("classes", "apple, pear");
        metadata.put("mean", "0.5");
        Path file = folder.resolve("model.tflite");
        new TfliteWriter().write(NETWORK, RandomWeights.of(NETWORK, 1), "fp32", file, metadata);
        try (FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromFile(file.toString());
                StringStringMap read = model.ReadAllMetadata()) {
            assertEquals(2, read.size());
            metadata.forEach((key, value) -> assertEquals(value, read.get(key)));
        }
    }

    @Test
    void keepsMetadataInAnyScript() throws IOException {
        Path file = folder.resolve("model.tflite");
        String classes = "Äpfel, 梨";
        new TfliteWriter().write(NETWORK, RandomWeights.of(NETWORK, 1), "fp32", file, Map.of("classes", classes));
        assertTrue(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(classes));
    }

    @Test
    void leavesNothingBehindWhereItFails() throws IOException {
        Architecture huge =
                Flow.input(Shape.of(3, 64, 64)).flatten().dense(50_000).architecture();
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> TfliteFiles.write(huge, RandomWeights.of(huge, 1), folder.resolve("model.tflite")));
        assertEquals(
                "a .tflite file holds at most 2047 MiB, this network needs 2344 MiB in this precision",
                refused.getMessage());
        NoSuchFileException nowhere = assertThrows(
                NoSuchFileException.class,
                () -> TfliteFiles.write(NETWORK, RandomWeights.of(NETWORK, 1), folder.resolve("none/model.tflite")));
        assertEquals("the folder to write it into does not exist", nowhere.getReason());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }
}
