package dev.tradespace.training.data.published;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the files of a known dataset are found, read, and told from others of the same names. */
interface DatasetForm {
    /**
     * What was read.
     *
     * @param classes their names, in the order of the labels
     */
    record Content(InMemoryImages training, InMemoryImages test, List<String> classes) {}

    /**
     * The files of the dataset in a folder.
     *
     * @param published the files as they are published
     * @return empty if they are not all there
     */
    Optional<List<Path>> find(Path folder, List<RemoteFile> published);

    /**
     * Reads the dataset.
     *
     * @param found what {@link #find} found
     */
    Content read(List<Path> found) throws IOException;

    /** The names of found files that are not the published ones. */
    List<String> unlike(List<Path> found, List<RemoteFile> published) throws IOException;

    /** Whether files found by another dataset of this form are rather this one's. */
    default boolean claims(List<Path> found, List<RemoteFile> published) throws IOException {
        return false;
    }
}
