package dev.tradespace.runtime.training;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.training.data.Dataset;
import java.util.List;

/** The datasets that this platform knows. Any thread; may block. */
public interface DatasetShelf {
    /** Those that are here, in the order to show them. */
    List<DatasetFacts> present();

    /** Those that are known by name but are not here. */
    List<Absent> absent();

    /**
     * One that is here.
     *
     * @throws DatasetUnavailable if it is not, or is broken, with the way out
     */
    Dataset dataset(String id) throws DatasetUnavailable;

    /**
     * A dataset that is not here.
     *
     * @param id its id
     * @param title for people
     * @param reason why it is not, with the way to get it
     */
    record Absent(String id, String title, String reason) {}
}
