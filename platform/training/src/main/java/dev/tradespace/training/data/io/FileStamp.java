package dev.tradespace.training.data.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The size and times of a file, told by the system without opening it. Whoever writes a file changes this nearly
 * always, since the system alone sets the time of the last change; but only a digest proves that a file is the same.
 *
 * @param bytes how long it is
 * @param modified when its content was changed last, nanoseconds; anybody can set it
 * @param changed when the file was changed last in any way, nanoseconds; 0 where the system does not tell
 */
public record FileStamp(Kind kind, long bytes, long modified, long changed) {
    /** Two changes within this time may carry the same time: no file system promises finer clocks to all its users. */
    private static final long UNSETTLED_NANOS = 2_000_000_000L;

    private static final int KIND_MASK = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    /** What lies under a name. */
    public enum Kind {
        /** A file of bytes. */
        FILE("a file"),
        /** A folder. */
        FOLDER("a folder"),
        /** A named pipe: reading waits for a writer. */
        PIPE("a named pipe"),
        /** A socket. */
        SOCKET("a socket"),
        /** A device: may be read without end. */
        DEVICE("a device");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * The stamp of what a path leads to, links followed.
     *
     * @throws IOException if there is nothing or nobody may know
     */
    public static FileStamp of(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            BasicFileAttributes plain = Files.readAttributes(path, BasicFileAttributes.class);
            Kind kind = plain.isRegularFile() ? Kind.FILE : plain.isDirectory() ? Kind.FOLDER : Kind.DEVICE;
            return new FileStamp(kind, plain.size(), nanos(plain.lastModifiedTime()), 0);
        }
        Map<String, Object> seen =
                Files.readAttributes(path, "unix:mode,size,lastModifiedTime,ctime,isRegularFile,isDirectory");
        return new FileStamp(
                kind(seen),
                (Long) Objects.requireNonNull(seen.get("size")),
                nanos((FileTime) Objects.requireNonNull(seen.get("lastModifiedTime"))),
                nanos((FileTime) Objects.requireNonNull(seen.get("ctime"))));
    }

    private static Kind kind(Map<String, Object> seen) {
        if (Boolean.TRUE.equals(seen.get("isRegularFile"))) {
            return Kind.FILE;
        }
        if (Boolean.TRUE.equals(seen.get("isDirectory"))) {
            return Kind.FOLDER;
        }
        return switch ((Integer) Objects.requireNonNull(seen.get("mode")) & KIND_MASK) {
            case FIFO -> Kind.PIPE;
            case SOCKET -> Kind.SOCKET;
            default -> Kind.DEVICE;
        };
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /**
     * Whether a change after a moment would have changed this stamp; not so where the moment follows the last change
     * too closely.
     *
     * @param moment nanoseconds since 1970
     */
    public boolean isSettledAt(long moment) {
        return Math.abs(moment - Math.max(modified, changed)) > UNSETTLED_NANOS;
    }

    /** The moment to give to {@link #isSettledAt}. */
    public static long now() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }
}
