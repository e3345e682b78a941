package dev.tradespace.devices.catalogue;

import dev.tradespace.api.check.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens what a user brings, if it is a file of a size that such files have: its size is asked before a byte is read. */
public final class InputFile {
    /** The largest published table here is a tenth of that. */
    static final long MOST_BYTES = 16L << 20;

    private InputFile() {}

    /** Reads a stream. */
    @FunctionalInterface
    public interface Reader {
        /** Reads it; it is closed by others. */
        void read(InputStream bytes) throws IOException;
    }

    /** The name of a file, for messages. */
    public static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Reads a file.
     *
     * @param problems where it cannot be read, that is told here
     */
    public static void read(Path file, List<Problem> problems, Reader reader) {
        read(file, name(file), problems, reader);
    }

    /**
     * Reads a file.
     *
     * @param name of the file, for messages
     * @param problems where it cannot be read, that is told here
     */
    public static void read(Path file, String name, List<Problem> problems, Reader reader) {
        try {
            if (!Files.isRegularFile(file)) {
                problems.add(new Problem(
                        name, Files.exists(file) ? "is no file" : "is not there: " + file.toAbsolutePath()));
                return;
            }
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                problems.add(new Problem(
                        name,
                        "is " + (bytes >> 20) + " MiB large and was not read; a table of published figures has at most "
                                + (MOST_BYTES >> 20) + " MiB"));
                return;
            }
            try (InputStream open = new BufferedInputStream(Files.newInputStream(file))) {
                reader.read(open);
            }
        } catch (IOException unreadable) {
            problems.add(new Problem(name, "cannot be read: " + unreadable.getMessage()));
        }
    }
}
