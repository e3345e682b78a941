package dev.tradespace.core.measure;

/** How a worker's run ended. */
public sealed interface Outcome {
    /**
     * With a measurement.
     *
     * @param reading what it measured
     */
    record Completed(Reading reading) implements Outcome {}

    /**
     * Without one: the worker died, hung, ran out of memory or refused the model.
     *
     * @param failure why
     */
    record Failed(Failure failure) implements Outcome {}

    /**
     * Why there is no measurement.
     *
     * @param reason one sentence for a person: {@code the worker was killed after 60 s without an answer}
     * @param detail the last lines of the worker's error output, perhaps empty
     * @param worthRetrying whether another try may end otherwise
     */
    record Failure(String reason, String detail, boolean worthRetrying) {
        public Failure {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("reason must not be blank");
            }
        }
    }
}
