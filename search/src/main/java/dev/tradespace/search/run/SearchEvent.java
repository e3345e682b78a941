package dev.tradespace.search.run;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Event of a search run. */
public sealed interface SearchEvent {
    /**
     * It begins, or goes on after its program has ended.
     *
     * @param candidates of the trials that were under way, counted again, by their numbers
     */
    record Begun(Map<Integer, CountedNetwork> candidates) implements SearchEvent {
        public Begun {
            candidates = Map.copyOf(candidates);
        }
    }

    /**
     * The strategy proposed a trial, and that is kept.
     *
     * @param trial as it is kept
     * @param known what is known of its network
     */
    record Proposed(TrialState trial, CheapMetrics known) implements SearchEvent {}

    /** The strategy wants to hear of another trial first. */
    record Waits() implements SearchEvent {}

    /**
     * The strategy has nothing more to propose.
     *
     * @param reason why, a sentence
     */
    record Exhausted(String reason) implements SearchEvent {}

    /**
     * A stage of a trial has given its values.
     *
     * @param trial its number
     * @param stage the stage
     * @param found what was found
     */
    record Evaluated(int trial, Stage stage, Found found) implements SearchEvent {}

    /**
     * A stage of a trial has failed.
     *
     * @param trial its number
     * @param stage the stage
     * @param reason why, a sentence
     */
    record NotEvaluated(int trial, Stage stage, String reason) implements SearchEvent {}

    /** Somebody wants it to end. */
    record Cancelled() implements SearchEvent {}

    /**
     * It cannot go on: its strategy failed, or what it was asked for is not there any more.
     *
     * @param reason why, a sentence
     */
    record Broken(String reason) implements SearchEvent {}

    /**
     * What a stage has found.
     *
     * @param values by the names of their criteria
     * @param evidence what stands behind them
     */
    record Found(Map<String, Double> values, Evidence evidence) {
        public Found {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
