package dev.tradespace.training.dl4j.samediff;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.weights.WeightsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SameDiffExportTest {
    private static final Architecture NETWORK = Flow.input(Shape.of(3, 8, 8))
            .conv(4, kernel(3))
            .batchNorm()
            .relu()
            .flatten()
            .dense(5)
            .architecture();

    @TempDir
    Path folder;

    private Path json;
    private Path model;

    /** Loading says more than one sentence, once. */
    @BeforeAll
    static void load() {
        new SameDiffRuntime().load();
    }

    @BeforeEach
    void write() throws IOException {
        json = Files.writeString(folder.resolve("architecture.json"), new ArchitectureJson().write(NETWORK));
        model = folder.resolve("model.fb");
    }

    @Test
    void writesTheSameFromRandomAndFromStoredWeights() throws IOException {
        Path weights = folder.resolve("weights.safetensors");
        WeightsFile.write(weights, NETWORK.weights().values(), RandomWeights.of(NETWORK, 9), Map.of());
        assertEquals("", errors(0, json, weights, model));
        Path random = folder.resolve("random.fb");
        assertEquals("", errors(0, json, "random:9", random));
        float[] image = PlainSameDiff.noise(NETWORK.inputShape().elements(), 1);
        float[] logits = PlainSameDiff.run(model, NETWORK.inputShape(), image);
        assertEquals(5, logits.length);
        assertArrayEquals(PlainSameDiff.run(random, NETWORK.inputShape(), image), logits);
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws IOException {
        assertTrue(errors(1, json).startsWith("three arguments are wanted"));
        assertEquals(
                "the seed of random weights must be a whole number, was random:x", errors(1, json, "random:x", model));
        assertEquals(
                folder.resolve("none.json") + ": there is no such file",
                errors(1, folder.resolve("none.json"), "random:1", model));
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertTrue(errors(1, text, "random:1", model).startsWith(text + " is no architecture: "));
        assertTrue(errors(1, json, text, model).contains(text + " is no file of weights"));
        assertEquals(
                folder.resolve("none/model.fb") + ": the folder to write it into does not exist",
                errors(1, json, "random:1", folder.resolve("none/model.fb")));
    }

    @Test
    void namesEveryTensorThatDoesNotFit() throws IOException {
        Architecture other = Flow.input(Shape.of(3, 8, 8))
                .conv(6, kernel(3))
                .flatten()
                .dense(5)
                .architecture();
        Path weights = folder.resolve("other.safetensors");
        WeightsFile.write(weights, other.weights().values(), RandomWeights.of(other, 9), Map.of());
        String errors = errors(1, json, weights, model);
        assertTrue(errors.contains("conv1.weight must be 4x3x3x3, is 6x3x3x3"), errors);
        assertTrue(errors.contains("bn1.running_mean is missing"), errors);
    }

    @Test
    void leavesNothingBehindWhereItFails() throws IOException {
        Architecture huge =
                Flow.input(Shape.of(3, 8, 8)).flatten().dense(1_500_000).architecture();
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> SameDiffExporter.write(huge, RandomWeights.of(huge, 1), model));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("a SameDiff file holds at most 1024 MiB of weights"));
        errors(1, json, "random:1", folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertArrayEquals(new Object[] {json}, left.toArray());
        }
    }

    /** What the program says on the standard error; it must end with the given code. */
    private static String errors(int code, Object... arguments) {
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertEquals(code, SameDiffExport.run(texts));
        } finally {
            System.setErr(before);
        }
        return errors.toString(StandardCharsets.UTF_8).strip();
    }
}
