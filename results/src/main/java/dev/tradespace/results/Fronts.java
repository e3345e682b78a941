package dev.tradespace.results;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.ResultRow;
import java.lang.ref.SoftReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Answers fronts from columns in memory, which every query first brings up to date with what was committed since, by this process or
 * another: ids are given in the order of the commits, so that what comes after the newest id known is all that is new.
 * Columns are dropped when memory runs short.
 */
final class Fronts {
    private static final int ROWS_PER_QUERY = 50_000;
    private static final String NEWER = """
            SELECT id, model, protocol, shown, failure, replaces, %s FROM measurement
            WHERE target = :target AND dataset = :dataset AND id > :newest
            ORDER BY target, dataset, id FETCH FIRST %d ROWS ONLY
            """.formatted(
            Arrays.stream(Metric.values()).map(MeasurementWriter::column).collect(Collectors.joining(", ")),
            ROWS_PER_QUERY);
    private static final Comparator<ResultRow> FASTEST_FIRST = Comparator.<ResultRow>comparingDouble(
                    row -> row.figure(Metric.LATENCY).value().orElse(Double.POSITIVE_INFINITY))
            .thenComparingLong(ResultRow::id);

    private final Map<Place, SoftReference<TargetColumns>> columns = new ConcurrentHashMap<>();

    /**
     * Where rows may be compared.
     *
     * @param target the target's id
     * @param dataset the dataset
     */
    private record Place(String target, String dataset) {}

    TargetFront front(Handle handle, FrontQuery query) {
        Place place = new Place(query.target(), query.dataset());
        TargetColumns current = columnsOf(place);
        refresh(handle, place, current);
        TargetColumns.Split split = current.front(query.protocol(), query.objectives());
        List<ResultRow> members = MeasurementReader.rows(handle, split.members()).stream()
                .sorted(FASTEST_FIRST)
                .toList();
        return new TargetFront(members, split.dominated(), split.incomplete());
    }

    private TargetColumns columnsOf(Place place) {
        TargetColumns[] found = new TargetColumns[1];
        columns.compute(place, (same, reference) -> {
            TargetColumns old = reference == null ? null : reference.get();
            found[0] = old == null ? new TargetColumns() : old;
            return old == null || reference == null ? new SoftReference<>(found[0]) : reference;
        });
        return found[0];
    }

    private static void refresh(Handle handle, Place place, TargetColumns columns) {
        List<TargetColumns.Row> rows;
        do {
            rows = handle.createQuery(NEWER)
                    .bind("target", place.target())
                    .bind("dataset", place.dataset())
                    .bind("newest", columns.newest())
                    .map((rs, context) -> row(rs))
                    .list();
            columns.add(rows);
        } while (rows.size() == ROWS_PER_QUERY);
    }

    private static TargetColumns.Row row(ResultSet rs) throws SQLException {
        List<Double> values = new ArrayList<>(Metric.values().length);
        for (Metric metric : Metric.values()) {
            double value = rs.getDouble(MeasurementWriter.column(metric));
            values.add(rs.wasNull() ? Double.NaN : value);
        }
        long replaces = rs.getLong("replaces");
        @Nullable Long replaced = rs.wasNull() ? null : (Long) replaces;
        return new TargetColumns.Row(
                rs.getLong("id"),
                Math.toIntExact(rs.getLong("model")),
                MeasurementReader.protocol(rs.getString("protocol")),
                rs.getBoolean("shown"),
                rs.getString("failure") != null,
                replaced,
                values);
    }
}
