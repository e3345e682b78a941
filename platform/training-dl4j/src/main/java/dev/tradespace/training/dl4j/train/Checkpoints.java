package dev.tradespace.training.dl4j.train;

import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.RecordJson;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The checkpoints of one training in its folder: {@code checkpoint-<step>.bin}, each whole; the older one goes when the
 * newer one is safe.
 *
 * <p>The file: the length of a JSON text in four bytes, the text ({@link TrainingLoopState}, the training's fingerprint
 * and the arrays' lengths), the arrays as 32-bit floats, and a CRC-32 of all that in eight bytes. Numbers are big
 * endian.
 */
final class Checkpoints {
    private static final String PREFIX = "checkpoint-";
    private static final String SUFFIX = ".bin";
    private static final int MOST_TEXT = 64 << 20;
    private static final int CHUNK = 1 << 14;

    private final Path folder;
    private final String training;

    /** What stands before the arrays. */
    private record Head(String training, TrainingLoopState standing, List<Integer> lengths) {}

    /**
     * The checkpoints in a folder.
     *
     * @param training tells this training from every other
     */
    Checkpoints(Path folder, String training) {
        this.folder = folder;
        this.training = training;
    }

    /** Keeps a state in place of all earlier ones. */
    void save(TrainingLoopState standing, List<FloatBuffer> arrays) throws IOException {
        byte[] text = RecordJson.bytes(new Head(
                training, standing, arrays.stream().map(FloatBuffer::capacity).toList()));
        Path file = folder.resolve(PREFIX + standing.step() + SUFFIX);
        WholeFile.write(file, out -> {
            CRC32 sum = new CRC32();
            DataOutputStream data = new DataOutputStream(new Summed(out, sum));
            data.writeInt(text.length);
            data.write(text);
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES);
            for (FloatBuffer array : arrays) {
                for (int from = 0; from < array.capacity(); from += CHUNK) {
                    int count = Math.min(CHUNK, array.capacity() - from);
                    chunk.asFloatBuffer().put(0, array, from, count);
                    data.write(chunk.array(), 0, count * Float.BYTES);
                }
            }
            new DataOutputStream(out).writeLong(sum.getValue());
        });
        for (Path other : files(PREFIX, SUFFIX)) {
            if (!other.equals(file)) {
                Files.deleteIfExists(other);
            }
        }
    }

    /**
     * Takes up the last state that was kept.
     *
     * @param arrays filled with it
     * @return empty if there is none
     * @throws IOException if it cannot be read, is damaged, or is another training's
     */
    Optional<TrainingLoopState> load(List<FloatBuffer> arrays) throws IOException {
        sweepDrafts();
        Optional<Path> last = files(PREFIX, SUFFIX).stream().max(Comparator.comparingLong(Checkpoints::step));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Path file = last.get();
        CRC32 sum = new CRC32();
        try (DataInputStream data =
                new DataInputStream(new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), sum))) {
            int length = data.readInt();
            if (length < 0 || length > MOST_TEXT || length > Files.size(file)) {
                throw new IOException("it does not begin as one");
            }
            Head head = RecordJson.read(Head.class, new String(data.readNBytes(length), StandardCharsets.UTF_8));
            if (!head.training().equals(training)) {
                throw new IOException("it is that of another training");
            }
            readArrays(head.lengths(), data, arrays);
            long found = sum.getValue();
            if (data.readLong() != found) {
                throw new IOException("its checksum is wrong");
            }
            return Optional.of(head.standing());
        } catch (IOException | BadDocument bad) {
            throw new IOException(
                    "the checkpoint " + file + " cannot be used: "
                            + (bad.getMessage() == null ? "it is cut off" : bad.getMessage())
                            + "; remove it to begin anew",
                    bad);
        }
    }

    private static void readArrays(List<Integer> lengths, DataInputStream data, List<FloatBuffer> arrays)
            throws IOException {
        if (lengths.size() != arrays.size()) {
            throw new IOException("it has " + lengths.size() + " arrays in place of " + arrays.size());
        }
        for (int i = 0; i < arrays.size(); i++) {
            FloatBuffer array = arrays.get(i);
            if (lengths.get(i) != array.capacity()) {
                throw new IOException(
                        "its array " + i + " has " + lengths.get(i) + " numbers in place of " + array.capacity());
            }
            for (int from = 0; from < array.capacity(); from += CHUNK) {
                int count = Math.min(CHUNK, array.capacity() - from);
                byte[] bytes = data.readNBytes(count * Float.BYTES);
                if (bytes.length < count * Float.BYTES) {
                    throw new IOException("it is cut off");
                }
                array.put(from, ByteBuffer.wrap(bytes).asFloatBuffer(), 0, count);
            }
        }
    }

    /** Removes all checkpoints: the training is whole. */
    void clear() throws IOException {
        for (Path file : files(PREFIX, SUFFIX)) {
            Files.deleteIfExists(file);
        }
    }

    /** Removes what a process left that was killed while it wrote. */
    private void sweepDrafts() throws IOException {
        for (Path draft : files(".", ".part")) {
            Files.deleteIfExists(draft);
        }
    }

    private static long step(Path file) {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    private List<Path> files(String prefix, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(prefix) && name.endsWith(suffix);
                    })
                    .toList());
        }
    }

    /** A stream that counts in what is written, a chunk at a time. */
    private static final class Summed extends FilterOutputStream {
        private final CRC32 sum;

        Summed(OutputStream out, CRC32 sum) {
            super(out);
            this.sum = sum;
        }

        @Override
        public void write(int value) throws IOException {
            sum.update(value);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            sum.update(bytes, from, count);
            out.write(bytes, from, count);
        }
    }
}
