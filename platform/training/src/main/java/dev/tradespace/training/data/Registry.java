package dev.tradespace.training.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder with a folder for every dataset of a home. One of a user's own has {@link #CARD} in it, which says where the images lie.
 *
 * @param place where
 */
record Registry(Path place) {
    static final String CARD = "dataset.json";

    /** The folder of a dataset; need not be there. */
    Path folder(String id) {
        return place.resolve(id);
    }

    /** The registered ids, sorted; not those of known datasets whose place is kept. */
    List<String> ids() throws IOException {
        List<String> known = KnownDataset.all().stream().map(KnownDataset::id).toList();
        return folders(place).stream()
                .filter(folder -> !known.contains(String.valueOf(folder.getFileName())))
                .filter(folder -> Files.isRegularFile(folder.resolve(CARD)))
                .map(folder -> String.valueOf(folder.getFileName()))
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
     * @return empty if none is registered by this id
     */
    Optional<Path> images(String id) throws IOException {
        Path card = folder(id).resolve(CARD);
        if (!Files.isRegularFile(card)) {
            return Optional.empty();
        }
        try {
            String images = StrictJson.read(StrictJson.json(), Files.readString(card))
                    .path("folder")
                    .asText();
            return Optional.of(Path.of(images));
        } catch (BadDocument bad) {
            throw new IOException(card + " is damaged: " + bad.getMessage() + "; delete it and register again", bad);
        }
    }

    /** Keeps where images lie, under an id. */
    void register(String id, Path images) throws IOException {
        Files.createDirectories(folder(id));
        ObjectMapper mapper = StrictJson.json();
        ObjectNode card = mapper.createObjectNode().put("folder", images.toString());
        WholeFile.write(folder(id).resolve(CARD), out -> out.write(mapper.writeValueAsBytes(card)));
    }

    /** What a folder's name becomes: {@code My Cats (2024)} is {@code my-cats-2024}. */
    static String kebab(Path folder) {
        String name = Normalizer.normalize(String.valueOf(folder.getFileName()), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return name.isEmpty() ? "images" : name.substring(0, Math.min(name.length(), 60));
    }
}
