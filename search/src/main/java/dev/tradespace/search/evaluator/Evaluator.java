package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.search.Stage;
import java.util.List;

/**
 * One stage of a trial: gives metrics of a network at a cost. A search has every evaluator that
 * {@link java.util.ServiceLoader} finds, the cheapest first; each runs only while every constraint holds. It has no
 * state; any thread may call it.
 */
public interface Evaluator {
    /** The stage under which trials are kept, with its cost. */
    Stage stage();

    /** The metrics that it gives: objectives and constraints can name them. */
    List<Provided> provides();

    /**
     * Evaluates a network, or says which jobs do. It may block; one that is {@link Stage.Cost#FREE} takes below a
     * millisecond and gives values.
     *
     * @throws RuntimeException if it cannot: the trial has failed with the message
     */
    Evaluation evaluate(EvaluationRequest request);

    /**
     * A metric that an evaluator gives.
     *
     * @param metric its id: {@code latency}
     * @param unit its unit: {@code ms}, {@code B}; {@code 1} for counts and scores
     * @param goal which direction is better
     * @param onTarget whether each target has a value of its own
     * @param how how its values come about, for people: {@code counted from the architecture as it was built}
     */
    record Provided(String metric, String unit, Goal goal, boolean onTarget, String how) {
        /** A metric of the platform's. */
        static Provided of(Metric metric, boolean onTarget, String how) {
            return new Provided(metric.id(), metric.unit(), metric.goal(), onTarget, how);
        }
    }
}
