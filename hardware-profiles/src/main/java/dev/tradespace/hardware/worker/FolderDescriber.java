package dev.tradespace.hardware.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.core.process.ParentLine;
import java.io.IOException;
import java.nio.file.Path;

/** The process that asks the plugins of a folder what they are: they may hang, and are not let into the platform's own. */
public final class FolderDescriber {
    private FolderDescriber() {}

    /**
     * Writes the contents of this process's class path.
     *
     * @param arguments the file to write them to
     */
    public static void main(String[] arguments) throws IOException {
        ParentLine.watch(() -> {});
        FolderContents contents = FolderContents.of(FolderDescriber.class.getClassLoader());
        new ObjectMapper().writeValue(Path.of(arguments[0]).toFile(), contents);
    }

    /** Reads what the process wrote. */
    public static FolderContents read(Path file) throws IOException {
        return new ObjectMapper().readValue(file.toFile(), FolderContents.class);
    }
}
