package dev.tradespace.core.training;

import dev.tradespace.core.catalogue.ModelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A training as it stands.
 *
 * @param id by which it is asked for
 * @param model the model's id
 * @param architecture the network's digest
 * @param weights the id of what comes out, {@code trained:<digest>}
 * @param data the digest of the images and splits that it was asked for with
 * @param spec what was asked for
 * @param status where it stands
 * @param curve the epochs so far
 * @param failure why it failed, else null
 * @param peakBytes the worker's peak resident set, 0 before the end
 * @param created when it was asked for
 */
public record TrainingState(
        long id,
        ModelId model,
        String architecture,
        String weights,
        String data,
        TrainingSpec spec,
        Status status,
        List<EpochPoint> curve,
        @Nullable String failure,
        long peakBytes,
        Instant created) {
    public TrainingState {
        curve = List.copyOf(curve);
    }

    /** The same, standing there now. */
    public TrainingState at(Status now, @Nullable String why, long bytes) {
        return new TrainingState(id, model, architecture, weights, data, spec, now, curve, why, bytes, created);
    }

    /** The same with an epoch; what is known of it and of later ones is of an attempt that was lost, and goes. */
    public TrainingState with(EpochPoint point) {
        List<EpochPoint> longer = new ArrayList<>(curve);
        longer.removeIf(earlier -> earlier.epoch() >= point.epoch());
        longer.add(point);
        return new TrainingState(
                id, model, architecture, weights, data, spec, status, longer, failure, peakBytes, created);
    }

    /** Where a training stands. */
    public enum Status {
        /** Asked for, or stopped before its end: it goes on from its last checkpoint. */
        WAITING,
        /** Under way. */
        RUNNING,
        /** Done, and through the parity gate. */
        DONE,
        /** Ended without weights that may be used. */
        FAILED;

        /** Whether nothing more will come of it by itself. */
        public boolean hasEnded() {
            return this == DONE || this == FAILED;
        }
    }
}
