package dev.tradespace.results.search;

import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Chosen;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.StrategyCall;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.Json;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.StorableText;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Searches in the database. */
public final class JdbcSearches implements Searches {
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

    public JdbcSearches(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public SearchState create(String spec, Chosen strategy) {
        return database.write(handle -> {
            long id = handle.createUpdate("""
                INSERT INTO search (spec, strategy, settings, why, status, created_at)
                VALUES (:spec, :strategy, :settings, :why, 'ACTIVE', :at)
                """)
                    .bind("spec", spec)
                    .bind("strategy", strategy.id())
                    .bind("settings", Json.ofMap(strategy.settings()))
                    .bind("why", strategy.why())
                    .bind("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            return find(handle, id).orElseThrow();
        });
    }

    @Override
    public Optional<SearchState> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    private static Optional<SearchState> find(Handle handle, long id) {
        return states(handle.createQuery(STATES.formatted("s.id = :id", "DESC")).bind("id", id)).stream()
                .findFirst();
    }

    @Override
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

    @Override
    public List<SearchState> active() {
        return database.read(handle -> states(handle.createQuery(STATES.formatted("s.status = 'ACTIVE'", "ASC"))));
    }

    private static List<SearchState> states(Query query) {
        return query.map((rs, context) -> SearchRows.state(rs)).list();
    }

    @Override
    public List<TrialState> trials(long id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM trial WHERE search = :id ORDER BY number")
                .bind("id", id)
                .map((rs, context) -> SearchRows.trial(rs))
                .list());
    }

    @Override
    public Optional<TrialState> trial(long id, int number) {
        return database.read(handle -> handle.createQuery("SELECT * FROM trial WHERE search = :id AND number = :number")
                .bind("id", id)
                .bind("number", number)
                .map((rs, context) -> SearchRows.trial(rs))
                .findOne());
    }

    @Override
    public List<StrategyCall> calls(long id) {
        return database.read(handle -> handle.createQuery(
                        "SELECT kind, trial FROM strategy_call WHERE search = :id ORDER BY sequence")
                .bind("id", id)
                .map((rs, context) ->
                        new StrategyCall(StrategyCall.Kind.valueOf(rs.getString("kind")), rs.getInt("trial")))
                .list());
    }

    @Override
    public void propose(long id, TrialState trial) {
        database.write(handle -> {
            called(handle, id, StrategyCall.Kind.PROPOSED, trial.number());
            return SearchRows.bind(handle.createUpdate("""
                INSERT INTO trial (search, number, variant, architecture, network, configuration, epochs, data,
                    stage, outcome, metrics, broken, reason, source, evidence, evaluated, asked_millis, told_millis)
                VALUES (:search, :number, :variant, :architecture, :network, :configuration, :epochs, :data,
                    :stage, :outcome, :metrics, :broken, :reason, :source, :evidence, :evaluated, :asked, :told)
                """), id, trial).execute();
        });
    }

    @Override
    public void defer(long id, int number) {
        database.write(handle -> called(handle, id, StrategyCall.Kind.WAITED, number));
    }

    @Override
    public void advance(long id, TrialState trial) {
        database.write(
                handle -> SearchRows.bind(handle.createUpdate("""
                    UPDATE trial SET stage = :stage, evidence = :evidence, evaluated = :evaluated
                    WHERE search = :search AND number = :number AND outcome IS NULL
                    """), id, trial).execute());
    }

    @Override
    public void tell(long id, TrialState trial) {
        database.write(handle -> {
            int changed = SearchRows.bind(handle.createUpdate("""
                UPDATE trial SET stage = :stage, outcome = :outcome, metrics = :metrics, broken = :broken,
                    reason = :reason, source = :source, evidence = :evidence, evaluated = :evaluated,
                    told_millis = :told
                WHERE search = :search AND number = :number AND outcome IS NULL
                """), id, trial).execute();
            if (changed != 1) {
                throw new IllegalStateException("trial " + trial.number() + " of search " + id + " has ended before");
            }
            return called(handle, id, StrategyCall.Kind.TOLD, trial.number());
        });
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

    @Override
    public void spend(long id, Duration spent) {
        change("UPDATE search SET spent_millis = ? WHERE id = ?", spent.toMillis(), id);
    }

    @Override
    public void close(long id, String reason) {
        change("UPDATE search SET reason = ? WHERE id = ? AND status = 'ACTIVE'", StorableText.reason(reason), id);
    }

    @Override
    public boolean end(long id, Status status, String reason) {
        return change(
                        "UPDATE search SET status = ?, reason = ? WHERE id = ? AND status = 'ACTIVE'",
                        status.name(),
                        StorableText.reason(reason),
                        id)
                == 1;
    }

    @Override
    public boolean resume(long id) {
        return change(
                        "UPDATE search SET status = 'ACTIVE', reason = NULL WHERE id = ? AND status IN ('CANCELLED',"
                                + " 'FAILED')",
                        id)
                == 1;
    }

    private int change(String sql, Object... arguments) {
        return database.write(handle -> handle.execute(sql, arguments));
    }
}
