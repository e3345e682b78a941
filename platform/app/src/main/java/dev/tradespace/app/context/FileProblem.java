package dev.tradespace.app.context;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a file cannot be used, in words: the exceptions of the file system often say nothing but its name. */
public final class FileProblem {
    private FileProblem() {}

    public static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException taken) {
            return isLink(taken.getFile()) ? "a link that leads nowhere has its name" : "a file has its name";
        }
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return String.valueOf(failure.getMessage());
    }

    /** The file and why: where the system refused it the exception's own message is its name alone. */
    public static String named(IOException failure) {
        return failure instanceof AccessDeniedException denied && denied.getReason() == null
                ? denied.getFile() + ": " + of(denied)
                : String.valueOf(failure.getMessage());
    }

    private static boolean isLink(@Nullable String file) {
        return file != null && Files.isSymbolicLink(Path.of(file));
    }

    /** That a home cannot be written, if that is why its datasets could not be read or kept; no other folder is to blame then. */
    public static Optional<CommandFailure> ofHome(Path home, IOException failure) {
        if (!(failure instanceof FileSystemException known) || known.getFile() == null) {
            return Optional.empty();
        }
        Path file = Path.of(known.getFile()).toAbsolutePath();
        return file.startsWith(home.resolve("datasets")) || home.startsWith(file)
                ? Optional.of(CommandFailure.failed("the home " + home + " cannot be written: " + of(failure)
                        + "; set TRADESPACE_HOME to a folder that can be written"))
                : Optional.empty();
    }
}
