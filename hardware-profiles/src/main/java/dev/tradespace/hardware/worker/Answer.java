package dev.tradespace.hardware.worker;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.profile.RuntimeProfile;
import dev.tradespace.training.score.Logits;

/** What a worker says at its end. */
public sealed interface Answer {
    /** The model was measured. */
    record Measured(Reading reading) implements Answer {}

    /**
     * The model has answered images.
     *
     * @param runtime what ran it: {@code onnxruntime 1.28.0}
     * @param logits its answers, finite
     */
    record Answered(String runtime, Logits logits) implements Answer {}

    /** The runtime has told where the time goes. */
    record Profiled(RuntimeProfile profile) implements Answer {}

    /** It cannot be done. */
    record Failed(Outcome.Failure failure) implements Answer {}
}
