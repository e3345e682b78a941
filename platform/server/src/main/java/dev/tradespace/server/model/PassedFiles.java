package dev.tradespace.server.model;

import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.measure.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sums of the files of a trained model that have passed the parity gate, in {@value #FILE} of its folder as {@code sha256sum} writes them. A file that is made
 * again from the weights and has such a sum need not pass again, also where the images are gone by then.
 */
record PassedFiles(Path model) {
    private static final String FILE = "passed.sha256";

    /** Whether any file of a name has passed. */
    boolean has(String name) throws IOException {
        return lines().stream().anyMatch(line -> line.endsWith("  " + name));
    }

    /** Whether a file that was just written, with the weights beside it where it is a large one, is one that has passed. */
    boolean has(ModelFile file, Path written) throws IOException {
        return lines().contains(line(written, file.name())) && hasCompanion(file, written);
    }

    private boolean hasCompanion(ModelFile file, Path written) throws IOException {
        Optional<Path> companion = file.format().beside(written);
        if (companion.isEmpty()) {
            return true;
        }
        String name = file.name() + file.format().companion();
        return Files.exists(companion.get()) ? lines().contains(line(companion.get(), name)) : !has(name);
    }

    /** Notes files of the folder, all of which have passed. */
    void add(List<Path> files) throws IOException {
        Set<String> lines = new LinkedHashSet<>(lines());
        for (Path file : files) {
            lines.add(line(file, file.getFileName().toString()));
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
