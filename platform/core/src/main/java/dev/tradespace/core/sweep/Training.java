package dev.tradespace.core.sweep;

import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.training.TrainingSpec;

/**
 * A training that a sweep needs before it can measure.
 *
 * @param model the model's id, classes and resolution of the dataset included
 * @param architecture the network's digest
 * @param weights the id of what comes out, {@code trained:<16 hex digits>}, known beforehand
 * @param data the digest of the dataset's content and splits
 * @param spec the training, wholly decided
 */
public record Training(ModelId model, String architecture, String weights, String data, TrainingSpec spec) {
    /** What the ids of trained weights begin with. */
    public static final String PREFIX = "trained:";

    /** Whether weights of this id come out of a training. */
    public static boolean gives(String weights) {
        return weights.startsWith(PREFIX);
    }
}
