package dev.tradespace.core.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Temporary folders, all of which are made here: their names say which process they belong to, so that those of killed ones can be told and removed, whoever
 * finds them.
 */
public final class TemporaryFolder {
    private static final String PREFIX = "tradespace-";

    private TemporaryFolder() {}

    /**
     * A folder of this process's in the system's place for such.
     *
     * @param kind what it is for, one word: {@code worker}
     */
    public static Path create(String kind) throws IOException {
        return create(place(), PREFIX + kind);
    }

    /** A folder of this process's in another one. */
    public static Path create(Path parent, String kind) throws IOException {
        return Files.createTempDirectory(parent, prefix(kind));
    }

    private static String prefix(String kind) {
        return kind + "-" + OwnerMark.own().text() + "-";
    }

    /** The system's place for temporary files. */
    public static Path place() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Those of this user in the system's place, whoever made them and whether or not their process lives; none where that cannot be read. */
    public static List<Path> all() {
        try (Stream<Path> files = Files.list(place())) {
            String user = user();
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && isOwnedBy(user, file))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private static String user() {
        try {
            return Files.getOwner(Path.of("/proc/self")).getName();
        } catch (IOException notLinux) {
            return System.getProperty("user.name", "");
        }
    }

    /** What others have left is theirs to remove, and a place that all can write into may hold traps. */
    private static boolean isOwnedBy(String user, Path file) {
        try {
            return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(user);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Those whose process is dead. */
    public static List<Path> leftovers() {
        return all().stream().filter(TemporaryFolder::isLeftover).toList();
    }

    /** Whether a file or folder belongs to a process that is dead, by its name. */
    public static boolean isLeftover(Path file) {
        return OwnerMark.in(file.getFileName().toString())
                .filter(OwnerMark::isDead)
                .isPresent();
    }

    /** Deletes a file, or a folder with all that is in it, as far as it can be deleted; links are not followed. */
    public static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException leftOver) {
            // Whoever sweeps next tries again.
        }
    }
}
