package dev.tradespace.hardware.worker;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.BadArchitecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.process.ParentLine;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.quantization.QuantizedModel;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process that writes a model in a format whose writer comes with a runtime. */
public final class ModelWriter {
    /** Before the seed of random weights. */
    public static final String RANDOM = "random:";

    private ModelWriter() {}

    /**
     * What is to be written.
     *
     * @param format the format's id
     * @param network the file of the architecture's JSON
     * @param weights the file of trained weights; null for random ones
     * @param weightsId {@code random:SEED} for random weights, else what the file shall call them
     * @param quantized the folder of the quantised network, for int8; null for other precisions
     * @param file where to
     * @param metadata what the file tells of itself, in order
     */
    public record Task(
            String format,
            String precision,
            Path network,
            @Nullable Path weights,
            String weightsId,
            @Nullable Path quantized,
            Path file,
            Map<String, String> metadata) {}

    /**
     * Writes a model. Ends with 0, or with 1 and the reason as the last line on the standard error.
     *
     * @param arguments the file of a {@link Task}
     */
    public static void main(String[] arguments) {
        ParentLine.watch(() -> {});
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        try {
            Task task = RecordJson.read(Task.class, Files.readString(Path.of(arguments[0])));
            FormatWriter writer = writer(task.format());
            Architecture architecture = architecture(task.network());
            write(
                    writer,
                    architecture,
                    task.weights(),
                    task.weightsId(),
                    task.precision(),
                    task.quantized(),
                    task.file(),
                    task.metadata());
            return 0;
        } catch (NoSuchFileException missing) {
            return refuse(missing.getFile() + ": "
                    + (missing.getReason() == null ? "there is no such file" : missing.getReason()));
        } catch (OutOfMemoryError memory) {
            return refuse("the model does not fit into this process: " + memory.getMessage());
        } catch (IllegalArgumentException bad) {
            return refuse(bad.getMessage());
        } catch (IOException | RuntimeException failed) {
            return refuse(failed.toString());
        }
    }

    /** Says why nothing was written; the exit code. */
    static int refuse(@Nullable String reason) {
        System.err.println(reason);
        return 1;
    }

    private static FormatWriter writer(String format) {
        return ServiceLoader.load(FormatWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(writer -> writer.format().id().equals(format))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no writer of " + format + " on the class path"));
    }

    private static Architecture architecture(Path file) throws IOException {
        try {
            return new ArchitectureJson().read(Files.readString(file));
        } catch (BadDocument | BadArchitecture | CharacterCodingException bad) {
            throw new IllegalArgumentException(file + " is no architecture: " + bad.getMessage());
        }
    }

    /**
     * Has a model written.
     *
     * @param weights the file of trained weights; null for random ones
     * @param quantized the folder of the quantised network, for int8; null for other precisions
     */
    public static void write(
            FormatWriter writer,
            Architecture architecture,
            @Nullable Path weights,
            String weightsId,
            String precision,
            @Nullable Path quantized,
            Path file,
            Map<String, String> metadata)
            throws IOException {
        if (quantized == null) {
            writer.write(architecture, weights(weights, weightsId, architecture), precision, file, metadata);
            return;
        }
        QuantizedModel model = QuantizedModel.read(quantized, weightsId);
        writer.writeQuantized(model.architecture(), model.weights(), model.quantization(), file, metadata);
    }

    /**
     * The weights of a network.
     *
     * @param file a safetensors file of all its tensors; null for random weights
     * @param id {@code random:SEED} for random weights, else what they are called
     * @throws IllegalArgumentException if the file holds others
     */
    public static Weights weights(@Nullable Path file, String id, Architecture architecture) throws IOException {
        if (file == null) {
            return RandomWeights.of(architecture, seed(id));
        }
        WeightsFile weights = WeightsFile.open(file, id);
        List<Problem> problems = weights.check(architecture.weights().values());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream()
                    .map(problem -> problem.path() + " " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
        return weights;
    }

    private static long seed(String argument) {
        try {
            return Long.parseLong(argument.substring(RANDOM.length()));
        } catch (NumberFormatException bad) {
            throw new IllegalArgumentException("the seed of random weights must be a whole number, was " + argument);
        }
    }
}
