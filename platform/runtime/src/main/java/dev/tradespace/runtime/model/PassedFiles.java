package dev.tradespace.runtime.model;

import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.measure.ModelFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sums of the files of a trained model that have passed the parity gate, in {@value #FILE} of its folder as {@code sha256sum} writes them. A file that is made
 * again from the weights and has such a sum need not pass again, also where the images are gone by then.
 */
record PassedFiles(Path model) {
    private static final String FILE = "passed.sha256";
    private static final int CHUNK = 1 << 16;

    /** Whether any of this format has passed. */
    boolean has(ModelFormat format) throws IOException {
        return lines().stream().anyMatch(line -> line.endsWith("  " + format.file()));
    }

    /** Whether a file is one that has passed. */
    boolean has(ModelFormat format, Path written) throws IOException {
        return lines().contains(line(format, written));
    }

    /** Notes a file of the folder, all of which have passed. */
    void add(ModelFormat format) throws IOException {
        Set<String> lines = new LinkedHashSet<>(lines());
        if (lines.add(line(format, model.resolve(format.file())))) {
            byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(model.resolve(FILE), out -> out.write(text));
        }
    }

    private List<String> lines() throws IOException {
        Path file = model.resolve(FILE);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Of the weights beside a large file, too. */
    private static String line(ModelFormat format, Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        for (Path each : List.of(file, ModelFormat.externalData(file))) {
            if (Files.exists(each)) {
                try (InputStream in = Files.newInputStream(each)) {
                    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                        digest.update(chunk, 0, read);
                    }
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()) + "  " + format.file();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
