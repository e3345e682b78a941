package dev.tradespace.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was found out about the images of a folder: a file that has not changed since is not read again.
 */
final class ImageIndex {
    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * An image.
     *
     * @param bytes how long the file was
     * @param modified when it was changed last, milliseconds
     * @param digest SHA-256 of the file, hexadecimal
     */
    record Entry(long bytes, long modified, String digest, int width, int height) {}

    /** The index kept in a file; empty if there is none. */
    static ImageIndex read(Path file) throws IOException {
        ImageIndex index = new ImageIndex();
        if (Files.isRegularFile(file)) {
            try {
                JsonNode json = StrictJson.read(StrictJson.json(), Files.readString(file));
                json.properties().forEach(field -> {
                    JsonNode entry = field.getValue();
                    index.entries.put(
                            field.getKey(),
                            new Entry(
                                    entry.path(0).asLong(),
                                    entry.path(1).asLong(),
                                    entry.path(2).asText(),
                                    entry.path(3).asInt(),
                                    entry.path(4).asInt()));
                });
            } catch (BadDocument notOurs) {
                index.entries.clear();
            }
        }
        return index;
    }

    void write(Path file) throws IOException {
        ObjectMapper mapper = StrictJson.json();
        ObjectNode json = mapper.createObjectNode();
        entries.forEach((path, entry) -> {
            ArrayNode values = json.putArray(path);
            values.add(entry.bytes())
                    .add(entry.modified())
                    .add(entry.digest())
                    .add(entry.width())
                    .add(entry.height());
        });
        WholeFile.write(file, out -> out.write(mapper.writeValueAsBytes(json)));
    }

    /** What is known of a file, if it has not changed. */
    Optional<Entry> of(String path, long bytes, long modified) {
        return Optional.ofNullable(entries.get(path))
                .filter(entry -> entry.bytes() == bytes && entry.modified() == modified);
    }

    void put(String path, Entry entry) {
        entries.put(path, entry);
    }
}
