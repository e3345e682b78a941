package dev.tradespace.runtime.model;

import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.measure.ModelFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sums of the files of a trained model that have passed the parity gate, in {@value #FILE} of its folder as {@code sha256sum} writes them. A file that is made
 * again from the weights and has such a sum need not pass again, also where the images are gone by then.
 */
record PassedFiles(Path model) {
    private static final String FILE = "passed.sha256";

    /** Whether any file of a format has passed. */
    boolean has(ModelFormat format) throws IOException {
        return lines().stream().anyMatch(line -> line.endsWith("  " + format.file()));
    }

    /** Whether a file that was just written, with the weights beside it where it is a large one, is one that has passed. */
    boolean has(ModelFormat format, Path written) throws IOException {
        return lines().contains(line(written, format.file())) && hasWeights(format, written);
    }

    private boolean hasWeights(ModelFormat format, Path written) throws IOException {
        Path weights = ModelFormat.externalData(written);
        String name = ModelFormat.externalData(Path.of(format.file())).toString();
        return Files.exists(weights)
                ? lines().contains(line(weights, name))
                : lines().stream().noneMatch(line -> line.endsWith("  " + name));
    }

    /** Notes a file of the folder, all of which have passed. */
    void add(ModelFormat format) throws IOException {
        Set<String> lines = new LinkedHashSet<>(lines());
        Path file = model.resolve(format.file());
        for (Path each : List.of(file, ModelFormat.externalData(file))) {
            if (Files.exists(each)) {
                lines.add(line(each, each.getFileName().toString()));
            }
        }
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(model.resolve(FILE), out -> out.write(text));
    }

    private List<String> lines() throws IOException {
        Path file = model.resolve(FILE);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String line(Path file, String name) throws IOException {
        return Sha256.of(file) + "  " + name;
    }
}
