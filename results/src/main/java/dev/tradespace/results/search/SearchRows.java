package dev.tradespace.results.search;

import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Chosen;
import dev.tradespace.core.search.SearchState.Counts;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.results.database.Json;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.database.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Searches and trials as rows of the database. */
public final class SearchRows {
    private SearchRows() {}

    public static Stage stage(String id) {
        return Stage.find(id).orElseThrow(() -> new ResultsException("the database holds an unknown stage: " + id));
    }

    static SearchState state(ResultSet rs) throws SQLException {
        return new SearchState(
                rs.getLong("id"),
                rs.getString("spec"),
                new Chosen(rs.getString("strategy"), Json.map(rs.getString("settings")), rs.getString("why")),
                Status.valueOf(rs.getString("status")),
                rs.getString("reason"),
                new Counts(
                        rs.getInt("asked"),
                        rs.getInt("completed"),
                        rs.getInt("over_limit"),
                        rs.getInt("failed"),
                        rs.getInt("reused"),
                        rs.getDouble("evaluated")),
                Duration.ofMillis(rs.getLong("spent_millis")),
                rs.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static TrialState trial(ResultSet rs) throws SQLException {
        int source = rs.getInt("source");
        Integer from = rs.wasNull() ? null : (Integer) source;
        return new TrialState(
                rs.getInt("number"),
                new TrialState.Network(
                        rs.getString("variant"),
                        rs.getString("architecture"),
                        rs.getString("network"),
                        SearchJson.values(rs.getString("configuration"))),
                new Fidelity(rs.getDouble("epochs"), rs.getDouble("data")),
                stage(rs.getString("stage")),
                outcome(rs),
                from,
                SearchJson.evidence(rs.getString("evidence")),
                Duration.ofMillis(rs.getLong("asked_millis")),
                Duration.ofMillis(rs.getLong("told_millis")));
    }

    private static @Nullable Outcome outcome(ResultSet rs) throws SQLException {
        String kind = rs.getString("outcome");
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "COMPLETED" -> new Outcome.Completed(SearchJson.metrics(rs.getString("metrics")));
            case "OVER_LIMIT" ->
                new Outcome.Pruned(SearchJson.metrics(rs.getString("metrics")), constraint(rs.getString("broken")));
            case "FAILED" -> new Outcome.Failed(rs.getString("reason"));
            default -> throw new ResultsException("the database holds an unknown outcome: " + kind);
        };
    }

    static Update bind(Update update, long search, TrialState trial) {
        Outcome outcome = trial.outcome();
        String kind = null;
        String metrics = null;
        String broken = null;
        String reason = null;
        if (outcome instanceof Outcome.Completed completed) {
            kind = "COMPLETED";
            metrics = SearchJson.ofMetrics(completed.values());
        } else if (outcome instanceof Outcome.Pruned over) {
            kind = "OVER_LIMIT";
            metrics = SearchJson.ofMetrics(over.values());
            broken = over.violated().toString();
        } else if (outcome instanceof Outcome.Failed failed) {
            kind = "FAILED";
            reason = StorableText.reason(failed.reason());
        }
        return update.bind("search", search)
                .bind("number", trial.number())
                .bind("variant", trial.network().variant())
                .bind("architecture", trial.network().architecture())
                .bind("network", trial.network().key())
                .bind("configuration", SearchJson.ofValues(trial.network().configuration()))
                .bind("epochs", trial.fidelity().epochs())
                .bind("data", trial.fidelity().data())
                .bind("stage", trial.stage().id())
                .bind("outcome", kind)
                .bind("metrics", metrics)
                .bind("broken", broken)
                .bind("reason", reason)
                .bind("source", trial.source())
                .bind("evidence", SearchJson.ofEvidence(trial.evidence()))
                .bind("evaluated", trial.evaluated())
                .bind("asked", trial.asked().toMillis())
                .bind("told", trial.told().toMillis());
    }

    private static Constraint constraint(String text) {
        return Constraint.parse(text)
                .orElseThrow(() -> new ResultsException("the database holds something that is no constraint: " + text));
    }
}
