package dev.tradespace.training.data.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.training.data.DatasetName;
import dev.tradespace.training.data.folder.FolderReading;
import dev.tradespace.training.data.folder.RegisteredFolder;
import dev.tradespace.training.data.published.PublicDataset;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder with a folder for every dataset of a home. One of a user's own has {@link #CARD} in it, which says where
 * the images lie. Only the command line writes cards; a server of the home reads them whenever a name is asked for, and
 * so knows at once what was registered beside it.
 *
 * @param place where
 */
record DatasetRegistry(Path place) {
    static final String CARD = "dataset.json";

    /** The folder of a dataset; need not be there. */
    Path folder(String id) {
        if (!DatasetName.isName(id)) {
            throw new IllegalArgumentException("a dataset's name must be kebab-case, was " + DatasetName.quoted(id));
        }
        return place.resolve(id);
    }

    /** The registered ids, sorted; not those of known datasets whose place is kept. */
    List<String> ids() throws IOException {
        List<String> known = PublicDataset.all().stream().map(PublicDataset::id).toList();
        return folders(place).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve(CARD)))
                .map(folder -> String.valueOf(folder.getFileName()))
                .filter(DatasetName::isName)
                .filter(id -> !known.contains(id))
                .toList();
    }

    /** The folders in a folder, sorted by name, hidden ones not; none if there is no such folder. */
    static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(folder -> !String.valueOf(folder.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Where the images of a registered dataset lie.
     *
     * @return empty if none is registered by this id, or it can be no name at all
     */
    Optional<RegisteredFolder> card(String id) throws IOException {
        if (!DatasetName.isName(id)) {
            return Optional.empty();
        }
        Path file = folder(id).resolve(CARD);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = StrictJson.read(StrictJson.json(), Files.readString(file));
            return Optional.of(new RegisteredFolder(
                    Path.of(json.path("folder").asText()),
                    new FolderReading(
                            json.path("followLinks").asBoolean(),
                            json.path("skipUnreadable").asBoolean())));
        } catch (BadDocument | InvalidPathException bad) {
            throw new IOException(file + " is damaged; delete it and register the folder again", bad);
        }
    }

    /** Keeps where images lie, under an id. */
    void register(String id, RegisteredFolder card) throws IOException {
        Files.createDirectories(folder(id));
        ObjectMapper mapper = StrictJson.json();
        ObjectNode json = mapper.createObjectNode()
                .put("folder", card.folder().toString())
                .put("followLinks", card.reading().followLinks())
                .put("skipUnreadable", card.reading().skipUnreadable());
        WholeFile.write(folder(id).resolve(CARD), out -> out.write(mapper.writeValueAsBytes(json)));
    }

    /** The id that a folder is registered by, be it by another path to it; empty if it is not. */
    Optional<String> find(Path images) throws IOException {
        for (String id : ids()) {
            Optional<RegisteredFolder> card = card(id);
            if (card.isPresent() && isSame(card.get().folder(), images)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || (Files.isDirectory(one) && Files.isSameFile(one, other));
        } catch (IOException gone) {
            return false;
        }
    }

    /** What changes the register. */
    interface Change {
        String run() throws IOException;
    }

    /**
     * Changes the register while no other program does: two that register at once must neither share a name nor give
     * one folder two.
     */
    String changed(Change change) throws IOException {
        Files.createDirectories(place);
        try (FileChannel channel =
                        FileChannel.open(place.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException(place + " cannot be locked");
            }
            return change.run();
        }
    }
}
