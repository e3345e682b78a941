package dev.tradespace.hardware.worker;

import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.process.ParentLine;
import java.io.IOException;
import java.nio.file.Files;
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
            Files.write(Path.of(arguments[0]), RecordJson.bytes(contents));
            System.exit(0);
        } catch (ServiceConfigurationError | LinkageError | IOException | RuntimeException failed) {
            System.err.println(failed);
            System.exit(1);
        }
    }

    /** Reads what the process wrote. */
    public static FolderContents read(Path file) throws IOException {
        try {
            return RecordJson.read(FolderContents.class, Files.readString(file));
        } catch (BadDocument bad) {
            throw new IOException("what it says of itself cannot be read: " + bad.getMessage(), bad);
        }
    }
}
