package dev.tradespace.training.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Follows a file to which another process appends lines. Used by one thread. */
final class ProgressTail implements AutoCloseable {
    private static final int CHUNK = 1 << 13;

    private final RandomAccessFile file;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK];

    ProgressTail(Path file) throws IOException {
        this.file = new RandomAccessFile(file.toFile(), "r");
    }

    /** Gives every line that has become whole since the last time. */
    void follow(Consumer<byte[]> line) throws IOException {
        for (int count = file.read(chunk); count > 0; count = file.read(chunk)) {
            for (int i = 0; i < count; i++) {
                if (chunk[i] == '\n') {
                    line.accept(begun.toByteArray());
                    begun.reset();
                } else {
                    begun.write(chunk[i]);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
