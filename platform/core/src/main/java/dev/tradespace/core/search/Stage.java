package dev.tradespace.core.search;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stage of a trial: the evaluator that it has reached. Stages are equal by their ids, which the store and the wire keep. */
public final class Stage {
    /** What an evaluator costs; the cheaper runs first. */
    public enum Cost {
        /** Arithmetic on the graph, below a millisecond: done for any configuration, before it is proposed. */
        FREE,
        /** Work within the platform that no device is needed for. */
        SECONDS,
        /** Measurements on devices; from here on a trial counts against the budget of evaluations. */
        MEASUREMENT,
        /** A training. */
        TRAINING
    }

    /** As wide as the store's column. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z-]{0,15}");

    /** What can be counted on the graph. */
    public static final Stage COUNTING = new Stage("counting", Cost.FREE);
    /** The latency on targets elsewhere, from a predictor. */
    public static final Stage ESTIMATING = new Stage("estimating", Cost.FREE);
    /** The cost on every target, with random weights. */
    public static final Stage MEASURING = new Stage("measuring", Cost.MEASUREMENT);
    /** Trained, measured, and scored on the validation images. */
    public static final Stage TRAINING = new Stage("training", Cost.TRAINING);
    /** Scored on the test images: once, for a member of the final front. */
    public static final Stage TESTING = new Stage("testing", Cost.TRAINING);

    private final String id;
    private final Cost cost;

    /**
     * The stage of an evaluator.
     *
     * @param id lower case, at most 16 letters
     */
    public Stage(String id, Cost cost) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a stage must be of at most 16 lower case letters, was " + id);
        }
        this.id = id;
        this.cost = Objects.requireNonNull(cost, "cost");
    }

    /** The name in the store and on the wire. */
    public String id() {
        return id;
    }

    /** What its evaluator costs. */
    public Cost cost() {
        return cost;
    }

    /** Whether a trial that reached it counts against the budget of evaluations. */
    public boolean isEvaluation() {
        return cost.compareTo(Cost.MEASUREMENT) >= 0;
    }

    /** The stage of this id; one that no evaluator here has costs seconds, as far as is known. Empty for no id at all. */
    public static Optional<Stage> find(String id) {
        return Stream.of(COUNTING, ESTIMATING, MEASURING, TRAINING, TESTING)
                .filter(stage -> stage.id.equals(id))
                .findFirst()
                .or(() -> ID.matcher(id).matches() ? Optional.of(new Stage(id, Cost.SECONDS)) : Optional.empty());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Stage that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
