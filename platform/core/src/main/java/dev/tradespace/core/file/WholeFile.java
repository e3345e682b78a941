package dev.tradespace.core.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file whole or not at all: under a hidden name beside it, flushed to the disk, then renamed. Whoever finds the file may trust it,
 * even after a power cut; a file of that name that was there before stays until then.
 */
public final class WholeFile {
    private static final int CHUNK = 1 << 16;

    private WholeFile() {}

    /** What goes into a file. */
    @FunctionalInterface
    public interface Body {
        /** Writes it; the stream is buffered, and closed by others. */
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws IOException if its folder is missing, the disk is full or the body fails; then nothing is left behind
     */
    public static void write(Path file, Body body) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(target.toString(), null, "the folder to write it into does not exist");
        }
        Path draft = Draft.of(target);
        try {
            try (FileChannel channel =
                            FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK)) {
                body.write(out);
            }
            replace(draft, target);
        } catch (IOException failed) {
            // A full disk comes as nothing more; what has a type of its own says enough.
            throw failed.getClass() == IOException.class
                    ? new IOException(target + " could not be written: " + failed.getMessage(), failed)
                    : failed;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Lets a file that is whole take the place of another at once, or of none: at any moment, even after a power cut, the name stands for one of the two.
     *
     * @param draft in the same folder; it is there no more afterwards
     * @throws IOException if that fails; then what was there before is there still
     */
    public static void replace(Path draft, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            // A rename may reach the disk before what was renamed: the name would stand for an empty file.
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            flushNames(folder);
        }
    }

    private static void flushNames(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException notEverySystemCan) {
            // Then the name comes with the system's next flush; until then the old file stands, which is whole too.
        }
    }
}
