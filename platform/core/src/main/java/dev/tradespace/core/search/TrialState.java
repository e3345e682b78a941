package dev.tradespace.core.search;

import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.catalogue.ModelId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trial as it stands.
 *
 * @param number from 0, in the order of the proposals
 * @param network what was proposed
 * @param fidelity how much of a full evaluation
 * @param stage how far it is, or where it ended
 * @param outcome what came of it; null while it is under way
 * @param source the trial that gave the outcome of an equal network; null where this one was evaluated itself
 * @param evidence what stands behind the outcome
 * @param asked when it was proposed, in the time that the search has run
 * @param told when its outcome was told, in the same time; zero while it is under way
 */
public record TrialState(
        int number,
        Network network,
        Fidelity fidelity,
        Stage stage,
        @Nullable Outcome outcome,
        @Nullable Integer source,
        Evidence evidence,
        Duration asked,
        Duration told) {
    /**
     * The network of a trial.
     *
     * @param model the model's id; null where there can be no such model
     * @param architecture its digest; empty where there is no model
     * @param key equal for networks that are one, empty likewise
     * @param configuration the point of the search's space, by parameter
     */
    public record Network(@Nullable ModelId model, String architecture, String key, Map<String, Object> configuration) {
        public Network {
            configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        }

        /** The model's id as a text; empty where there is no model. */
        public String variant() {
            return model == null ? "" : model.toString();
        }

        /** The model's family; empty where there is no model. */
        public String family() {
            return model == null ? "" : model.family();
        }
    }

    /**
     * What stands behind an outcome.
     *
     * @param weights the id of the trained weights; empty where it was not trained
     * @param rows the result row of every target, by the target's id
     * @param intervals 95% intervals of values that have one, by their names
     */
    public record Evidence(String weights, Map<String, Long> rows, Map<String, Interval> intervals) {
        /** Nothing. */
        public static final Evidence NONE = new Evidence("", Map.of(), Map.of());

        public Evidence {
            rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
            intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
        }
    }

    public TrialState {
        if (number < 0) {
            throw new IllegalArgumentException("number must be at least 0, was " + number);
        }
        Objects.requireNonNull(stage, "stage");
    }

    /** A trial that was proposed just now. */
    public static TrialState proposed(int number, Network network, Fidelity fidelity, Duration asked) {
        return new TrialState(
                number, network, fidelity, Stage.COUNTING, null, null, Evidence.NONE, asked, Duration.ZERO);
    }

    /** The same, so far. */
    public TrialState at(Stage reached) {
        return new TrialState(number, network, fidelity, reached, outcome, source, evidence, asked, told);
    }

    /** The same, to be trained to these weights, or to none where they are empty. */
    public TrialState with(String weights) {
        return new TrialState(
                number,
                network,
                fidelity,
                stage,
                outcome,
                source,
                new Evidence(weights, Map.of(), Map.of()),
                asked,
                told);
    }

    /** The same, evaluated. */
    public TrialState ended(Outcome found, Evidence behind, Duration when) {
        return new TrialState(number, network, fidelity, stage, found, null, behind, asked, when);
    }

    /** The same with the outcome of an equal network. */
    public TrialState like(TrialState equal, Duration when) {
        return new TrialState(
                number, network, fidelity, equal.stage, equal.outcome, equal.number, equal.evidence, asked, when);
    }

    /** Whether it counts against a budget of trials: a device worked for it, and it was not pruned. */
    public boolean evaluated() {
        return source == null && stage.isEvaluation() && !(outcome instanceof Outcome.Pruned);
    }

    /** What it counts against a budget of trials, in full evaluations. */
    public double cost() {
        return evaluated() ? fidelity.cost() : 0;
    }

    /** The values of its metrics, as far as they are known. */
    public Map<String, Double> values() {
        return outcome instanceof Outcome.Completed completed
                ? completed.values()
                : outcome instanceof Outcome.Pruned over ? over.values() : Map.of();
    }

    /** How long it took; zero while it is under way. */
    public Duration spent() {
        return outcome == null ? Duration.ZERO : told.minus(asked);
    }
}
