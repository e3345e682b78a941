package dev.tradespace.api.search;

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
 */
public record Trial(int number, Proposal proposal, Outcome outcome) {
    public Trial {
        if (number < 0) {
            throw new IllegalArgumentException("number must be at least 0, was " + number);
        }
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(outcome, "outcome");
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
