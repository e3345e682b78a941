package dev.tradespace.training.data.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.training.data.io.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * An index of a folder's images: a file that has not changed since is not read again. For one thread
 * at a time.
 */
public final class ImageIndex {
    /** The number of values of an entry; what an older version wrote has fewer, and is read again. */
    private static final int VALUES = 8;

    private final LongSupplier clock;
    private final Map<String, Entry> entries = new TreeMap<>();
    private boolean changed;

    /**
     * An image.
     *
     * @param stamp what the system said of the file before it was read
     * @param read when that was, nanoseconds since 1970
     * @param digest SHA-256 of the file, hexadecimal
     * @param decoded whether all of it was decoded, rather than its head
     * @param failure why it cannot be decoded; empty if it can be, as far as was seen
     */
    record Entry(FileStamp stamp, long read, String digest, int width, int height, boolean decoded, String failure) {
        /** Whether it is right for a file that has this stamp now. */
        boolean isOf(FileStamp now) {
            return stamp.equals(now) && stamp.isSettledAt(read);
        }
    }

    /**
     * An empty index.
     *
     * @param clock nanoseconds since 1970
     */
    public ImageIndex(LongSupplier clock) {
        this.clock = clock;
    }

    /** The index kept in a file; empty if there is none. */
    public static ImageIndex read(Path file, LongSupplier clock) throws IOException {
        ImageIndex index = new ImageIndex(clock);
        if (Files.isRegularFile(file)) {
            try {
                StrictJson.read(StrictJson.json(), Files.readString(file))
                        .properties()
                        .forEach(index::take);
            } catch (BadDocument notOurs) {
                index.entries.clear();
            }
        }
        return index;
    }

    private void take(Map.Entry<String, JsonNode> field) {
        JsonNode entry = field.getValue();
        if (entry.size() == VALUES) {
            FileStamp stamp = new FileStamp(
                    FileStamp.Kind.FILE,
                    entry.path(0).asLong(),
                    entry.path(1).asLong(),
                    entry.path(2).asLong());
            entries.put(
                    field.getKey(),
                    new Entry(
                            stamp,
                            entry.path(3).asLong(),
                            entry.path(4).asText(),
                            entry.path(5).asInt(),
                            entry.path(6).asInt(),
                            entry.path(7).asBoolean(),
                            ""));
        }
    }

    /** Writes it if it has changed since it was read or written. */
    public void write(Path file) throws IOException {
        if (!changed) {
            return;
        }
        ObjectMapper mapper = StrictJson.json();
        ObjectNode json = mapper.createObjectNode();
        entries.forEach((path, entry) -> {
            // Failures are not kept: the next version may read what this one cannot.
            if (!entry.failure().isEmpty()) {
                return;
            }
            ArrayNode values = json.putArray(path);
            values.add(entry.stamp().bytes())
                    .add(entry.stamp().modified())
                    .add(entry.stamp().changed())
                    .add(entry.read())
                    .add(entry.digest())
                    .add(entry.width())
                    .add(entry.height())
                    .add(entry.decoded());
        });
        WholeFile.write(file, out -> out.write(mapper.writeValueAsBytes(json)));
        changed = false;
    }

    /** What is known of a file, if it has not changed as far as the system tells. */
    Optional<Entry> of(String path, FileStamp now) {
        return Optional.ofNullable(entries.get(path)).filter(entry -> entry.isOf(now));
    }

    /** The moment to put into an entry. */
    long now() {
        return clock.getAsLong();
    }

    void put(String path, Entry entry) {
        entries.put(path, entry);
        changed |= entry.failure().isEmpty();
    }

    /** Forgets a file: what is known of it has turned out to be wrong. */
    void forget(String path) {
        changed |= entries.remove(path) != null;
    }

    /** Forgets the files that are not there any more. */
    void retain(Set<String> paths) {
        changed |= entries.keySet().retainAll(paths);
    }
}
