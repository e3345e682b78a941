package dev.tradespace.training.data.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The reason why a file or folder cannot be read, in words: the exceptions of file systems often say nothing but its
 * name.
 */
public final class UnreadableFile {
    static final String DENIED = "permission denied";

    private UnreadableFile() {}

    public static String reason(Path path, IOException failure) {
        if (failure instanceof BadDataset bad) {
            return bad.problems().get(0).message();
        }
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof FileSystemLoopException) {
            return "the link leads in a circle";
        }
        if (failure instanceof NoSuchFileException) {
            return Files.isSymbolicLink(path) ? "the link leads nowhere" : "there is no such file or folder";
        }
        if (failure instanceof FileSystemException told && told.getReason() != null) {
            String reason = told.getReason();
            return reason.toLowerCase(Locale.ROOT).contains("symbolic links")
                    ? "the link leads in a circle"
                    : "it cannot be read: " + reason;
        }
        return "it cannot be read: " + failure.getMessage();
    }

    /** A failure as a sentence that names what cannot be read. */
    public static String message(IOException failure) {
        return failure instanceof FileSystemException told && told.getFile() != null
                ? told.getFile() + ": " + reason(Path.of(told.getFile()), failure)
                : String.valueOf(failure.getMessage());
    }
}
