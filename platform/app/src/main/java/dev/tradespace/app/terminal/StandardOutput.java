package dev.tradespace.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, taken by the command line alone: what plugins and libraries print by {@code System.out} goes to stderr meanwhile, and cannot break the JSON
 * of a command. What could not be written is remembered, since a {@link PrintWriter} says nothing of it.
 */
public final class StandardOutput implements AutoCloseable {
    private final PrintStream before;
    private final Watched stream;
    private final PrintWriter writer;

    private StandardOutput(OutputStream out, PrintStream before) {
        this.before = before;
        this.stream = new Watched(out);
        this.writer = new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Takes the process's. */
    public static StandardOutput take() {
        return take(new FileOutputStream(FileDescriptor.out));
    }

    public static StandardOutput take(OutputStream out) {
        StandardOutput taken = new StandardOutput(out, System.out);
        System.setOut(System.err);
        return taken;
    }

    /** What the command line writes with. */
    public PrintWriter writer() {
        return writer;
    }

    /** Why not everything could be written; empty if it was. */
    public Optional<IOException> failure() {
        writer.flush();
        return Optional.ofNullable(stream.failure);
    }

    /** Gives it back. */
    @Override
    public void close() {
        writer.flush();
        System.setOut(before);
    }

    private static final class Watched extends OutputStream {
        private final OutputStream out;
        private volatile @Nullable IOException failure;

        Watched(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException failed) {
                failure = failure == null ? failed : failure;
                throw failed;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
