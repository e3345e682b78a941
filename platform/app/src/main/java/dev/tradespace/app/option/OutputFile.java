package dev.tradespace.app.option;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a command is to write. */
public final class OutputFile {
    private OutputFile() {}

    /** The file, links followed: a device or a folder is never replaced. */
    public static Path of(String option, Path file) {
        Path wanted = file.toAbsolutePath();
        Path folder = wanted.getParent();
        if (Files.exists(wanted) && !Files.isRegularFile(wanted)) {
            throw CommandFailure.refused(option + " must be a file, and " + file + " is "
                    + (Files.isDirectory(wanted) ? "a folder" : "a device or a pipe"));
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw CommandFailure.refused(option + " must be a file in a folder that exists, was " + file);
        }
        try {
            return Files.exists(wanted) ? wanted.toRealPath() : wanted;
        } catch (IOException unreadable) {
            throw CommandFailure.refused(option + " " + file + " cannot be used: " + FileProblem.of(unreadable));
        }
    }
}
