package dev.tradespace.results.search;

import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.database.StorableText;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A trial as its table has it; an outcome is the columns of its kind, and those of other kinds are null. */
public record TrialRow(
        int number,
        String variant,
        String architecture,
        String network,
        Map<String, Object> configuration,
        double epochs,
        double data,
        Stage stage,
        @Nullable String outcome,
        @Nullable Map<String, Double> metrics,
        @Nullable Constraint broken,
        @Nullable String reason,
        @Nullable Integer source,
        Evidence evidence,
        boolean evaluated,
        long askedMillis,
        long toldMillis) {
    private static final String COMPLETED = "COMPLETED";
    private static final String OVER_LIMIT = "OVER_LIMIT";
    private static final String FAILED = "FAILED";

    static TrialRow of(TrialState trial) {
        Outcome outcome = trial.outcome();
        String kind = null;
        Constraint broken = null;
        String reason = null;
        if (outcome instanceof Outcome.Completed) {
            kind = COMPLETED;
        } else if (outcome instanceof Outcome.Pruned over) {
            kind = OVER_LIMIT;
            broken = over.violated();
        } else if (outcome instanceof Outcome.Failed failed) {
            kind = FAILED;
            reason = StorableText.reason(failed.reason());
        }
        return new TrialRow(
                trial.number(),
                trial.network().variant(),
                trial.network().architecture(),
                trial.network().key(),
                trial.network().configuration(),
                trial.fidelity().epochs(),
                trial.fidelity().data(),
                trial.stage(),
                kind,
                kind == null || kind.equals(FAILED) ? null : trial.values(),
                broken,
                reason,
                trial.source(),
                trial.evidence(),
                trial.evaluated(),
                trial.asked().toMillis(),
                trial.told().toMillis());
    }

    TrialState state() {
        return new TrialState(
                number,
                new TrialState.Network(
                        variant.isEmpty() ? null : ModelId.parse(variant), architecture, network, configuration),
                new Fidelity(epochs, data),
                stage,
                outcome == null ? null : ended(outcome),
                source,
                evidence,
                Duration.ofMillis(askedMillis),
                Duration.ofMillis(toldMillis));
    }

    private Outcome ended(String kind) {
        return switch (kind) {
            case COMPLETED -> new Outcome.Completed(Objects.requireNonNull(metrics));
            case OVER_LIMIT -> new Outcome.Pruned(Objects.requireNonNull(metrics), Objects.requireNonNull(broken));
            case FAILED -> new Outcome.Failed(Objects.requireNonNull(reason));
            default -> throw new ResultsException("the database holds an unknown outcome: " + kind);
        };
    }
}
