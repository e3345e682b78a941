package dev.tradespace.server.training;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.training.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The datasets that this platform knows. Any thread; may block. */
public interface DatasetProvider {
    /** No datasets. */
    DatasetProvider EMPTY = new NoDatasets();

    /** Those that are here, in the order to show them. */
    List<DatasetFacts> present();

    /** Those that are known by name but are not here. */
    List<Absent> absent();

    /**
     * What is known of one that is here, to show it: cheap, and may be some seconds old.
     *
     * @throws DatasetUnavailable if it is not, or is broken, with the way out
     */
    DatasetFacts facts(String id) throws DatasetUnavailable;

    /**
     * The same, but as it is now: for whoever begins something with it.
     *
     * @throws DatasetUnavailable if it is not, or is broken, with the way out
     */
    DatasetFacts current(String id) throws DatasetUnavailable;

    /**
     * One that is here, to look at single images.
     *
     * @throws DatasetUnavailable if it is not, or is broken, with the way out
     */
    Dataset open(String id) throws DatasetUnavailable;

    /**
     * The file of one that is here, made ready for a resolution: written now if it is not there yet.
     *
     * @param digest of the images and splits that are meant, for a folder may have changed since it was asked for
     * @throws DatasetUnavailable if it is not here, is broken or has changed, with the way out
     * @throws IOException if the file cannot be written
     */
    Path prepared(String id, String digest, int resolution) throws DatasetUnavailable, IOException;

    /**
     * A dataset that is not here.
     *
     * @param id its id
     * @param title for people
     * @param reason why it is not, with the way to get it
     */
    record Absent(String id, String title, String reason) {}
}
