package dev.tradespace.api.search;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A proposal that has been tried.
 *
 * @param number the number under which it was asked for, from 0
 * @param proposal what was tried
 * @param outcome what came of it
 * @param cost what it took
 */
public record Trial(int number, Proposal proposal, Outcome outcome, Cost cost) {
    public Trial {
        if (number < 0) {
            throw new IllegalArgumentException("number must be at least 0, was " + number);
        }
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(cost, "cost");
    }

    /** A trial of which no cost is known. */
    public Trial(int number, Proposal proposal, Outcome outcome) {
        this(number, proposal, outcome, Cost.NONE);
    }

    /**
     * Cost of a trial, in whole milliseconds.
     *
     * @param evaluations what it takes from the budget, in full evaluations: its fidelity's cost; 0 where an equal
     *     network was evaluated before, or no evaluation was begun
     * @param began when it was proposed, in the running time of the search
     * @param ended when its outcome was known, in the same time
     */
    public record Cost(double evaluations, Duration began, Duration ended) {
        /** Nothing. */
        public static final Cost NONE = new Cost(0, Duration.ZERO, Duration.ZERO);

        public Cost {
            if (!(evaluations >= 0)) {
                throw new IllegalArgumentException("evaluations must be at least 0, was " + evaluations);
            }
            began = Duration.ofMillis(began.toMillis());
            ended = Duration.ofMillis(ended.toMillis());
        }

        /** How long it took. */
        public Duration time() {
            return ended.minus(began);
        }
    }

    /** What came of a trial. */
    public sealed interface Outcome {
        /**
         * It was evaluated.
         *
         * @param values every metric by name, the cheap ones included; finite. It may still violate a constraint on a
         *     metric that only the evaluation shows.
         */
        record Completed(Map<String, Double> values) implements Outcome {
            public Completed {
                values = finite(values);
            }
        }

        /**
         * It was not evaluated to the end, for its cost violates a constraint.
         *
         * @param values the metrics that were known or measured until then
         * @param violated the constraint
         */
        record Pruned(Map<String, Double> values, Constraint violated) implements Outcome {
            public Pruned {
                values = finite(values);
                Objects.requireNonNull(violated, "violated");
            }
        }

        /**
         * It failed: a result with a reason.
         *
         * @param reason why, a sentence
         */
        record Failed(String reason) implements Outcome {}

        private static Map<String, Double> finite(Map<String, Double> values) {
            values.forEach((name, value) -> {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(name + " must be finite, was " + value);
                }
            });
            return Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
