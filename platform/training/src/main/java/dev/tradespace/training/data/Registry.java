package dev.tradespace.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** The registered ids, sorted. */
    List<String> ids() throws IOException {
        return folders(place).stream()
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
}
