package dev.tradespace.core.sweep;

import dev.tradespace.core.file.Room;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import java.util.Optional;

/** What working out a sweep with a training part must know of its surroundings. May block. */
public interface TrainingGround {
    /**
     * A dataset that is here, as it is now.
     *
     * @throws DatasetUnavailable if it is not, with the way to get it
     */
    DatasetFacts dataset(String id) throws DatasetUnavailable;

    /**
     * The same to show it only: cheap, and may be some seconds old.
     *
     * @throws DatasetUnavailable if it is not here, with the way to get it
     */
    default DatasetFacts shown(String id) throws DatasetUnavailable {
        return dataset(id);
    }

    /** The weights of the newest training like this one that has neither ended nor failed. */
    Optional<String> unfinished(Training alike);

    /** A text that nobody had before: what a training with a budget of time gives depends on more than what was asked. */
    String nonce();

    /** Whether weights that were imported for a network are here. */
    default boolean hasImported(String architecture, String weights) {
        return false;
    }

    /** The dataset on which weights of a network were trained here, by a training that is done; empty where there is none. */
    default Optional<String> trainedOn(String architecture, String weights) {
        return Optional.empty();
    }

    /** What networks must fit into to be measured and trained here. */
    default Room room() {
        return Room.ENDLESS;
    }
}
