package dev.tradespace.results.training;

import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.database.Page;
import java.util.Optional;

/** The trainings that are kept: those that sweeps asked for, with their curves. Any thread may call; every method may block. */
public interface Trainings {
    /** A training as it stands. */
    Optional<TrainingState> find(long id);

    /** The training that gives these weights. */
    Optional<TrainingState> find(String architecture, String weights);

    /** Trainings, newest first. */
    Page<TrainingState> page(TrainingQuery query);

    /** The weights of the newest training of the same network on the same data by the same spec that has neither ended nor failed. */
    Optional<String> unfinished(Training alike);

    /** Marks a training as under way in a home. */
    void begin(long id, String owner);

    /** Keeps an epoch; what is known of it and of later ones is of a sitting that was lost, and goes. */
    void keep(long id, EpochPoint point);

    /** Marks a training as done. */
    void complete(long id, long peakBytes);

    /**
     * Marks a training as failed.
     *
     * @param worthRetrying whether it is to be tried again when it is asked for again
     */
    void fail(long id, String reason, boolean worthRetrying);

    /** Marks a training that is under way as waiting for its next sitting. */
    void rest(long id);
}
