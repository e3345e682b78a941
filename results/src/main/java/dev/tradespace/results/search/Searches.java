package dev.tradespace.results.search;

import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Chosen;
import dev.tradespace.core.search.SearchState.Counts;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.StrategyCall;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The searches that are kept. A trial is kept before it is worked on, and what came of it together with the call that tells the strategy, so that a kill
 * loses no trial that has ended and repeats none. Any thread may call; every method may block.
 */
public final class Searches {
    private static final String STATES = """
            SELECT s.id, s.spec, s.strategy, s.settings, s.why, s.status, s.reason, s.spent_millis, s.created_at,
                COUNT(t.number) AS asked,
                SUM(CASE WHEN t.outcome = 'COMPLETED' THEN 1 ELSE 0 END) AS completed,
                SUM(CASE WHEN t.outcome = 'OVER_LIMIT' THEN 1 ELSE 0 END) AS over_limit,
                SUM(CASE WHEN t.outcome = 'FAILED' THEN 1 ELSE 0 END) AS failed,
                SUM(CASE WHEN t.source IS NOT NULL THEN 1 ELSE 0 END) AS reused,
                SUM(CASE WHEN t.evaluated THEN t.epochs * t.data ELSE 0 END) AS evaluated
            FROM search s LEFT JOIN trial t ON t.search = s.id
            WHERE %s
            GROUP BY s.id, s.spec, s.strategy, s.settings, s.why, s.status, s.reason, s.spent_millis, s.created_at
            ORDER BY s.id %s
            """;

    private final Database database;
    private final InstantSource clock;

    /** Those of a database, which dates them by a clock of microseconds. */
    public Searches(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps a new search, which is active.
     *
     * @param spec what it was asked to do, as JSON
     */
    public SearchState create(String spec, Chosen strategy) {
        Instant now = clock.instant();
        Chosen chosen = new Chosen(strategy.id(), strategy.settings(), StorableText.of(strategy.why()));
        long id = database.write(handle -> handle.createUpdate("""
                        INSERT INTO search (spec, strategy, settings, why, status, created_at)
                        VALUES (:spec, :id, :settings, :why, 'ACTIVE', :now)
                        """)
                .bindMethods(chosen)
                .bind("spec", spec)
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
        return new SearchState(id, spec, chosen, Status.ACTIVE, null, Counts.NONE, Duration.ZERO, now);
    }

    /** A search as it stands. */
    public Optional<SearchState> find(long id) {
        return database.read(
                handle -> states(handle.createQuery(STATES.formatted("s.id = :id", "DESC"))
                                .bind("id", id))
                        .stream()
                        .findFirst());
    }

    /** Searches, newest first. */
    public Page<SearchState> page(int offset, int limit) {
        return database.read(handle -> {
            List<Long> ids = handle.createQuery(
                            "SELECT id FROM search ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY")
                    .bind("offset", offset)
                    .bind("limit", limit)
                    .mapTo(Long.class)
                    .list();
            long total = handle.createQuery("SELECT COUNT(*) FROM search")
                    .mapTo(Long.class)
                    .one();
            List<SearchState> states = ids.isEmpty()
                    ? List.of()
                    : states(handle.createQuery(STATES.formatted("s.id IN (<ids>)", "DESC"))
                            .bindList("ids", ids));
            return new Page<>(states, total);
        });
    }

    /** The active ones, oldest first. */
    public List<SearchState> active() {
        return database.read(handle -> states(handle.createQuery(STATES.formatted("s.status = 'ACTIVE'", "ASC"))));
    }

    private static List<SearchState> states(Query query) {
        return query.mapTo(SearchRow.class).map(SearchRow::state).list();
    }

    /** A search's trials in the order of their numbers. */
    public List<TrialState> trials(long id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM trial WHERE search = :id ORDER BY number")
                .bind("id", id)
                .mapTo(TrialRow.class)
                .map(TrialRow::state)
                .list());
    }

    /** One trial. */
    public Optional<TrialState> trial(long id, int number) {
        return database.read(handle -> handle.createQuery("SELECT * FROM trial WHERE search = :id AND number = :number")
                .bind("id", id)
                .bind("number", number)
                .mapTo(TrialRow.class)
                .map(TrialRow::state)
                .findOne());
    }

    /** The calls of a search's strategy, in their order. */
    public List<StrategyCall> calls(long id) {
        return database.read(handle -> handle.createQuery(
                        "SELECT kind, trial FROM strategy_call WHERE search = :id ORDER BY sequence")
                .bind("id", id)
                .mapTo(StrategyCall.class)
                .list());
    }

    /** Keeps a trial that the strategy has just proposed, and that it did. */
    public void propose(long id, TrialState trial) {
        database.write(handle -> {
            called(handle, id, StrategyCall.Kind.PROPOSED, trial.number());
            return bound(handle.createUpdate("""
                                    INSERT INTO trial (search, number, variant, architecture, network, configuration, epochs, data,
                                        stage, outcome, metrics, broken, reason, source, evidence, evaluated, asked_millis, told_millis)
                                    VALUES (:search, :number, :variant, :architecture, :network, :configuration, :epochs, :data,
                                        :stage, :outcome, :metrics, :broken, :reason, :source, :evidence, :evaluated, :askedMillis, :toldMillis)
                                    """), id, trial).execute();
        });
    }

    /** Keeps that the strategy was asked for a trial of this number and wanted to hear of another first. */
    public void defer(long id, int number) {
        database.write(handle -> called(handle, id, StrategyCall.Kind.WAITED, number));
    }

    /** Notes how far a trial is that is under way. */
    public void advance(long id, TrialState trial) {
        database.write(handle -> bound(handle.createUpdate("""
                                UPDATE trial SET stage = :stage, evidence = :evidence, evaluated = :evaluated
                                WHERE search = :search AND number = :number AND outcome IS NULL
                                """), id, trial).execute());
    }

    /** Keeps what came of a trial, and that the strategy is told now. */
    public void tell(long id, TrialState trial) {
        database.write(handle -> {
            int changed = bound(handle.createUpdate("""
                                    UPDATE trial SET stage = :stage, outcome = :outcome, metrics = :metrics, broken = :broken,
                                        reason = :reason, source = :source, evidence = :evidence, evaluated = :evaluated,
                                        told_millis = :toldMillis
                                    WHERE search = :search AND number = :number AND outcome IS NULL
                                    """), id, trial).execute();
            if (changed != 1) {
                throw new IllegalStateException("trial " + trial.number() + " of search " + id + " has ended before");
            }
            return called(handle, id, StrategyCall.Kind.TOLD, trial.number());
        });
    }

    private static Update bound(Update update, long search, TrialState trial) {
        return update.bindMethods(TrialRow.of(trial)).bind("search", search);
    }

    /** One program runs a search, so that nobody else counts on meanwhile; were it otherwise, the key would refuse the second. */
    private static int called(Handle handle, long id, StrategyCall.Kind kind, int trial) {
        return handle.createUpdate("""
                        INSERT INTO strategy_call (search, sequence, kind, trial)
                        VALUES (:search, (SELECT COALESCE(MAX(sequence) + 1, 0) FROM strategy_call WHERE search = :search), :kind, :trial)
                        """)
                .bind("search", id)
                .bind("kind", kind.name())
                .bind("trial", trial)
                .execute();
    }

    /** Notes the time that a search has run. */
    public void spend(long id, Duration spent) {
        change("UPDATE search SET spent_millis = ? WHERE id = ?", spent.toMillis(), id);
    }

    /** Notes why no more trials are asked for. */
    public void close(long id, String reason) {
        change("UPDATE search SET reason = ? WHERE id = ? AND status = 'ACTIVE'", StorableText.reason(reason), id);
    }

    /** Ends an active search; false if it was not active. */
    public boolean end(long id, Status status, String reason) {
        return change(
                        "UPDATE search SET status = ?, reason = ? WHERE id = ? AND status = 'ACTIVE'",
                        status.name(),
                        StorableText.reason(reason),
                        id)
                == 1;
    }

    /** Makes a search active that was cancelled or could not go on; false if it was neither. */
    public boolean resume(long id) {
        return change(
                        "UPDATE search SET status = 'ACTIVE', reason = NULL WHERE id = ? AND status IN ('CANCELLED', 'FAILED')",
                        id)
                == 1;
    }

    private int change(String sql, Object... arguments) {
        return database.write(handle -> handle.execute(sql, arguments));
    }

    /** A search with the counts of its trials. */
    public record SearchRow(
            long id,
            String spec,
            String strategy,
            Map<String, String> settings,
            String why,
            Status status,
            @Nullable String reason,
            @Nested Counts counts,
            long spentMillis,
            Instant createdAt) {
        SearchState state() {
            return new SearchState(
                    id,
                    spec,
                    new Chosen(strategy, settings, why),
                    status,
                    reason,
                    counts,
                    Duration.ofMillis(spentMillis),
                    createdAt);
        }
    }
}
