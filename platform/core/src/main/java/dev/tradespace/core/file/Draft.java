package dev.tradespace.core.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A file that is being written beside the one that it will replace: hidden, and named by the process that writes it. Unlike a temporary file of the system's
 * it gets the rights that the user's files get.
 */
public final class Draft {
    private static final String SUFFIX = ".part";

    private Draft() {}

    /** A draft of a file, not yet there; what killed processes have left of earlier ones goes. */
    public static Path of(Path target) {
        for (Path leftover : leftovers(target)) {
            TemporaryFolder.delete(leftover);
        }
        return target.resolveSibling(prefix(target) + OwnerMark.own().text() + "." + UUID.randomUUID() + SUFFIX);
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static List<Path> leftovers(Path target) {
        String prefix = prefix(target);
        List<Path> found = new ArrayList<>();
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> file.getFileName().toString().startsWith(prefix) && isLeftover(file))) {
            files.forEach(found::add);
        } catch (IOException | UncheckedIOException | DirectoryIteratorException unreadable) {
            // Whoever writes next looks again; if the folder is the trouble, writing says so.
        }
        return found;
    }

    /** Whether a file is a draft of anybody's. */
    public static boolean is(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".")
                && name.endsWith(SUFFIX)
                && (OwnerMark.in(name).isPresent()
                        || name.matches("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part"));
    }

    /** Whether a file is a draft whose process is dead. */
    public static boolean isLeftover(Path file) {
        return is(file) && TemporaryFolder.isLeftover(file);
    }
}
