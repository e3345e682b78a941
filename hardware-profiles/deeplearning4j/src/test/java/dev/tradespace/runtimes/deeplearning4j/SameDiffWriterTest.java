package dev.tradespace.runtimes.deeplearning4j;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SameDiffWriterTest {
    private static final Architecture NETWORK = Flow.input(Shape.of(3, 8, 8))
            .conv(4, kernel(3))
            .batchNorm()
            .relu()
            .flatten()
            .dense(5)
            .architecture();

    @TempDir
    Path folder;

    @Test
    void writesTheSameFromRandomAndFromStoredWeights() throws IOException {
        Path tensors = folder.resolve("weights.safetensors");
        WeightsFile.write(tensors, NETWORK.weights().values(), RandomWeights.of(NETWORK, 9), Map.of());
        Path model = folder.resolve("model.fb");
        SameDiffWriter.write(NETWORK, WeightsFile.open(tensors, "stored"), model);
        Path random = folder.resolve("random.fb");
        SameDiffWriter.write(NETWORK, RandomWeights.of(NETWORK, 9), random);
        float[] image = PlainSameDiff.noise(NETWORK.inputShape().elements(), 1);
        float[] logits = PlainSameDiff.run(model, NETWORK.inputShape(), image);
        assertEquals(5, logits.length);
        assertArrayEquals(PlainSameDiff.run(random, NETWORK.inputShape(), image), logits);
    }

    @Test
    void leavesNothingBehindWhereItFails() throws IOException {
        Architecture huge =
                Flow.input(Shape.of(3, 8, 8)).flatten().dense(1_500_000).architecture();
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> SameDiffWriter.write(huge, RandomWeights.of(huge, 1), folder.resolve("model.fb")));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("a SameDiff file holds at most 1024 MiB of weights"));
        NoSuchFileException nowhere = assertThrows(
                NoSuchFileException.class,
                () -> SameDiffWriter.write(NETWORK, RandomWeights.of(NETWORK, 1), folder.resolve("none/model.fb")));
        assertEquals("the folder to write it into does not exist", nowhere.getReason());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }
}
