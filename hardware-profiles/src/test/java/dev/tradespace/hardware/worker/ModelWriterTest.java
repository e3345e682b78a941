package dev.tradespace.hardware.worker;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.weights.WeightsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that writes models, with the writer of ONNX that is on this class path. */
final class ModelWriterTest {
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

    @BeforeEach
    void write() throws IOException {
        json = Files.writeString(folder.resolve("architecture.json"), new ArchitectureJson().write(NETWORK));
        model = folder.resolve("model.onnx");
    }

    @Test
    void writesTheSameFromRandomAndFromStoredWeights() throws IOException {
        Path weights = folder.resolve("weights.safetensors");
        WeightsFile.write(weights, NETWORK.weights().values(), RandomWeights.of(NETWORK, 9), Map.of());
        assertEquals("", errors(0, "onnx", "fp32", json, weights, model));
        Path random = folder.resolve("random.onnx");
        assertEquals("", errors(0, "onnx", "fp32", json, "random:9", random));
        assertTrue(Files.size(random) > 1000);
        // The file names its weights; all else is equal.
        assertTrue(Math.abs(Files.size(model) - Files.size(random))
                < weights.toString().length() + 10);
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws IOException {
        assertEquals(
                "there is no writer of tflite on the class path", errors(1, "tflite", "fp32", json, "random:1", model));
        assertEquals(
                "the seed of random weights must be a whole number, was random:x",
                errors(1, "onnx", "fp32", json, "random:x", model));
        assertEquals(
                folder.resolve("none.json") + ": there is no such file",
                errors(1, "onnx", "fp32", folder.resolve("none.json"), "random:1", model));
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertTrue(errors(1, "onnx", "fp32", text, "random:1", model).startsWith(text + " is no architecture: "));
        assertTrue(errors(1, "onnx", "fp32", json, text, model).contains(text + " is no file of weights"));
        assertEquals(
                folder.resolve("none/model.onnx") + ": the folder to write it into does not exist",
                errors(1, "onnx", "fp32", json, "random:1", folder.resolve("none/model.onnx")));
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
        String errors = errors(1, "onnx", "fp32", json, weights, model);
        assertTrue(errors.contains("conv1.weight must be 4x3x3x3, is 6x3x3x3"), errors);
        assertTrue(errors.contains("bn1.running_mean is missing"), errors);
    }

    /** What the program says on the standard error; it must end with the given code. */
    private String errors(int code, String format, String precision, Path network, Object weights, Path file)
            throws IOException {
        Path task = Files.write(
                folder.resolve("task.json"),
                RecordJson.bytes(new ModelWriter.Task(
                        format,
                        precision,
                        network,
                        weights instanceof Path path ? path : null,
                        weights.toString(),
                        null,
                        file,
                        Map.of())));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertEquals(code, ModelWriter.run(task.toString()));
        } finally {
            System.setErr(before);
        }
        return errors.toString(StandardCharsets.UTF_8).strip();
    }
}
