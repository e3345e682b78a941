package dev.tradespace.results.front;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.MetricColumns;
import dev.tradespace.results.measurement.MeasurementReader;
import java.lang.ref.SoftReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Answers fronts from columns in memory, which every query first brings up to date with what was committed since, by this process or
 * another: ids are given in the order of the commits, so that what comes after the newest id known is all that is new.
 * The columns are dropped when memory runs short, and read again.
 */
public final class Fronts {
    private static final int ROWS_PER_QUERY = 50_000;
    private static final String NEWER = """
        SELECT id, model, target, dataset, data, conditions, protocol, shown, failure, replaces, %s FROM measurement
        WHERE id > :newest ORDER BY id FETCH FIRST %d ROWS ONLY
        """.formatted(
            Arrays.stream(Metric.values()).map(MetricColumns::name).collect(Collectors.joining(", ")), ROWS_PER_QUERY);
    private static final Comparator<ResultRow> FASTEST_FIRST = Comparator.<ResultRow>comparingDouble(
                    row -> row.figure(Metric.LATENCY).value().orElse(Double.POSITIVE_INFINITY))
            .thenComparingLong(ResultRow::id);

    private final Database database;
    private volatile SoftReference<Columns> known = new SoftReference<>(new Columns());

    /** Those of a database. */
    public Fronts(Database database) {
        this.database = database;
    }

    /**
     * Where rows may be compared.
     *
     * @param target the target's id
     * @param dataset the dataset
     * @param data its version
     * @param conditions the digest of the conditions
     */
    record Place(String target, String dataset, String data, String conditions) {}

    /** What has been read so far. */
    private static final class Columns {
        private final Map<Place, TargetColumns> places = new ConcurrentHashMap<>();
        private volatile long newest;

        /** Takes rows in ascending order of their ids; those that another thread has added meanwhile are passed over. */
        synchronized void add(List<TargetColumns.Row> rows) {
            Map<Place, List<TargetColumns.Row>> byPlace = rows.stream()
                    .filter(row -> row.id() > newest)
                    .collect(Collectors.groupingBy(TargetColumns.Row::place));
            byPlace.forEach((place, some) ->
                    places.computeIfAbsent(place, added -> new TargetColumns()).add(some));
            if (!rows.isEmpty()) {
                newest = Math.max(newest, rows.get(rows.size() - 1).id());
            }
        }
    }

    /**
     * The Pareto front of a target among the rows that are shown for it, by the dominance of {@link
     * dev.tradespace.api.pareto}.
     */
    public TargetFront front(FrontQuery query) {
        return database.read(handle -> front(handle, query));
    }

    private TargetFront front(Handle handle, FrontQuery query) {
        TargetColumns.Split split = refreshed(handle)
                .places
                .getOrDefault(
                        new Place(query.target(), query.dataset(), query.data(), query.conditions()),
                        new TargetColumns())
                .front(query.protocol(), query.objectives());
        List<ResultRow> members = MeasurementReader.rows(handle, split.members()).stream()
                .sorted(FASTEST_FIRST)
                .toList();
        return new TargetFront(members, split.dominated(), split.incomplete());
    }

    /** The strata of the rows that are shown, the newest first. */
    public List<Stratum> strata() {
        return database.read(this::strata);
    }

    private List<Stratum> strata(Handle handle) {
        Map<String, Conditions> conditions =
                handle.createQuery("SELECT * FROM conditions").mapTo(Conditions.class).stream()
                        .collect(Collectors.toMap(Conditions::digest, Function.identity()));
        List<Stratum> strata = new ArrayList<>();
        refreshed(handle).places.forEach((place, columns) -> {
            TargetColumns.Extent extent = columns.extent();
            if (extent.rows() > 0) {
                strata.add(new Stratum(
                        place.target(),
                        place.dataset(),
                        place.data(),
                        conditions.getOrDefault(place.conditions(), Conditions.UNKNOWN),
                        extent.rows(),
                        extent.scored(),
                        extent.newest()));
            }
        });
        strata.sort(Comparator.comparingLong(Stratum::newest).reversed());
        return strata;
    }

    private Columns refreshed(Handle handle) {
        Columns columns = known.get();
        if (columns == null) {
            // Two threads may both begin again; the columns of one stay, and each answers rightly from its own.
            columns = new Columns();
            known = new SoftReference<>(columns);
        }
        List<TargetColumns.Row> rows;
        do {
            rows = handle.createQuery(NEWER)
                    .bind("newest", columns.newest)
                    .map(Fronts::row)
                    .list();
            columns.add(rows);
        } while (rows.size() == ROWS_PER_QUERY);
        return columns;
    }

    /** Read column by column, not through a constructor: there is a column for each metric, and there may be a million rows. */
    private static TargetColumns.Row row(ResultSet rs, StatementContext context) throws SQLException {
        List<Double> values = new ArrayList<>(Metric.values().length);
        for (Metric metric : Metric.values()) {
            double value = rs.getDouble(MetricColumns.name(metric));
            values.add(rs.wasNull() ? Double.NaN : value);
        }
        long replaces = rs.getLong("replaces");
        Long replaced = rs.wasNull() ? null : (Long) replaces;
        return new TargetColumns.Row(
                rs.getLong("id"),
                Math.toIntExact(rs.getLong("model")),
                new Place(
                        rs.getString("target"),
                        rs.getString("dataset"),
                        rs.getString("data"),
                        rs.getString("conditions")),
                context.findColumnMapperFor(Protocol.class).orElseThrow().map(rs, "protocol", context),
                rs.getBoolean("shown"),
                rs.getString("failure") != null,
                replaced,
                values);
    }
}
