package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.training.score.Logits;

/** What came of asking a model. */
public sealed interface Answers {
    /**
     * It has answered.
     *
     * @param logits its answers, finite, in the order of the images
     * @param runtime what ran it: {@code onnxruntime 1.28.0}
     */
    record Given(Logits logits, String runtime) implements Answers {}

    /**
     * It has not.
     *
     * @param failure why
     */
    record Refused(Outcome.Failure failure) implements Answers {}
}
