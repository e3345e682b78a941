package dev.tradespace.hardware.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.core.process.ParentLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;

/** The process that asks the plugins of a folder what they are: they may hang, and are not let into the platform's own. */
public final class FolderDescriber {
    private FolderDescriber() {}

    /**
     * Writes the contents of this process's class path. Ends with 0, or with 1 and the reason as the last line on the
     * standard error.
     *
     * @param arguments the file to write them to
     */
    public static void main(String[] arguments) {
        ParentLine.watch(() -> {});
        try {
            FolderContents contents = FolderContents.of(FolderDescriber.class.getClassLoader());
            new ObjectMapper().writeValue(Path.of(arguments[0]).toFile(), contents);
            System.exit(0);
        } catch (ServiceConfigurationError | LinkageError | IOException | RuntimeException failed) {
            System.err.println(failed);
            System.exit(1);
        }
    }

    /** Reads what the process wrote. */
    public static FolderContents read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), FolderContents.class);
    }
}
