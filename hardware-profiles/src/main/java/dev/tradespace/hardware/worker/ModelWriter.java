package dev.tradespace.hardware.worker;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.BadArchitecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.runtime.FormatWriter;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.process.ParentLine;
import dev.tradespace.core.weights.WeightsFile;
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

    private static final int ARGUMENTS = 5;

    private ModelWriter() {}

    /**
     * Writes a model. Ends with 0, or with 1 and the reason as the last line on the standard error.
     *
     * @param arguments the format's id, the precision, the file of the architecture's JSON, the file of weights or
     *     {@code random:SEED}, and the file to write
     */
    public static void main(String[] arguments) {
        ParentLine.watch(() -> {});
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        try {
            if (arguments.length != ARGUMENTS) {
                throw new Refused("five arguments are wanted: the format, the precision, the architecture's JSON, the"
                        + " weights or random:SEED, and the file to write; given were " + arguments.length);
            }
            FormatWriter writer = writer(arguments[0]);
            Architecture architecture = architecture(Path.of(arguments[2]));
            Weights weights = weights(arguments[3], architecture);
            writer.write(architecture, weights, arguments[1], Path.of(arguments[4]), Map.of());
            return 0;
        } catch (NoSuchFileException missing) {
            return refuse(missing.getFile() + ": "
                    + (missing.getReason() == null ? "there is no such file" : missing.getReason()));
        } catch (OutOfMemoryError memory) {
            return refuse("the model does not fit into this process: " + memory.getMessage());
        } catch (Refused | IllegalArgumentException bad) {
            return refuse(bad.getMessage());
        } catch (IOException | RuntimeException failed) {
            return refuse(failed.toString());
        }
    }

    private static int refuse(@Nullable String reason) {
        System.err.println(reason);
        return 1;
    }

    private static FormatWriter writer(String format) {
        return ServiceLoader.load(FormatWriter.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(writer -> writer.format().id().equals(format))
                .findFirst()
                .orElseThrow(() -> new Refused("there is no writer of " + format + " on the class path"));
    }

    private static Architecture architecture(Path file) throws IOException {
        try {
            return new ArchitectureJson().read(Files.readString(file));
        } catch (BadDocument | BadArchitecture | CharacterCodingException bad) {
            throw new Refused(file + " is no architecture: " + bad.getMessage());
        }
    }

    private static Weights weights(String argument, Architecture architecture) throws IOException {
        if (argument.startsWith(RANDOM)) {
            return RandomWeights.of(architecture, seed(argument));
        }
        WeightsFile weights = WeightsFile.open(Path.of(argument), argument);
        List<Problem> problems = weights.check(architecture.weights().values());
        if (!problems.isEmpty()) {
            throw new Refused(problems.stream()
                    .map(problem -> problem.path() + " " + problem.message())
                    .collect(Collectors.joining("; ")));
        }
        return weights;
    }

    private static long seed(String argument) {
        try {
            return Long.parseLong(argument.substring(RANDOM.length()));
        } catch (NumberFormatException bad) {
            throw new Refused("the seed of random weights must be a whole number, was " + argument);
        }
    }

    /** An input that cannot be used, and why. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
