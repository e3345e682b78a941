package dev.tradespace.core.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far the evaluation of a trial went; each stage costs more than the one before. */
public enum Stage {
    /** What can be counted on the graph. */
    COUNTING,
    /** The cost on every target, with random weights. */
    MEASURING,
    /** Trained, measured, and scored on the validation images. */
    TRAINING,
    /** Scored on the test images: once, for a member of the final front. */
    TESTING;

    /** The name on the wire: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage of this id. */
    public static Optional<Stage> find(String id) {
        return Arrays.stream(values()).filter(stage -> stage.id().equals(id)).findFirst();
    }
}
