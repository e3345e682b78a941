package dev.tradespace.results.measurement;

import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.training.Scores;
import dev.tradespace.results.database.ColumnTypes;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The measurements that are kept, as result rows, and what stands behind them. Any thread may call; every method may block. */
public final class Measurements {
    private final Database database;

    /** Those of a database. */
    public Measurements(Database database) {
        this.database = database;
    }

    /**
     * Result rows. Every key has one row for each set of conditions: its latest measurement. A failed trial is shown only where no measurement of its key
     * ever succeeded, so that measuring again and failing hides nothing. A query for one sweep shows what that very sweep
     * gave instead, one row for each of its ended jobs, failed ones included.
     */
    public Page<ResultRow> rows(RowQuery query) {
        String condition = " FROM measurement m WHERE " + RowFilter.condition(query);
        return database.read(handle -> {
            long total = RowFilter.bind(handle.createQuery("SELECT COUNT(*)" + condition), query)
                    .mapTo(Long.class)
                    .one();
            // Ids first: the sorting then runs over the narrow table alone, along its index where there is one.
            List<Long> ids = RowFilter.bind(
                            handle.createQuery("SELECT m.id" + condition + " ORDER BY " + RowFilter.order(query)
                                    + " OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY"),
                            query)
                    .mapTo(Long.class)
                    .list();
            return new Page<>(MeasurementReader.rows(handle, ids), total);
        });
    }

    /** The row that a job gave: its measurement or why there is none; empty before it has ended. */
    public Optional<ResultRow> rowOf(long job) {
        return database.read(handle -> handle.createQuery("SELECT id FROM measurement WHERE job = :job")
                .bind("job", job)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> row(handle, id)));
    }

    /** The rows of a key, one for each set of conditions, the newest first. */
    public List<ResultRow> rows(RowKey key) {
        return database.read(handle -> MeasurementReader.rows(
                handle,
                handle.createQuery("""
                                SELECT m.id FROM measurement m JOIN model d ON d.id = m.model
                                WHERE d.architecture = :architecture AND d.weights = :weights AND m.target = :target
                                    AND m.dataset = :dataset AND m.protocol = :protocol AND m.shown = TRUE
                                ORDER BY m.id DESC
                                """).bindMethods(key).mapTo(Long.class).list()));
    }

    /** One row by the id of its measurement. */
    public Optional<ResultRow> row(long id) {
        return database.read(handle -> row(handle, id));
    }

    private static Optional<ResultRow> row(Handle handle, long id) {
        return MeasurementReader.rows(handle, List.of(id)).stream().findFirst();
    }

    /** The raw samples of a measurement. */
    public Optional<Samples> samples(long id) {
        List<byte[]> parts = database.read(
                handle -> handle.createQuery("SELECT nanos FROM sample WHERE measurement = :id ORDER BY part")
                        .bind("id", id)
                        .mapTo(byte[].class)
                        .list());
        return parts.isEmpty() ? Optional.empty() : Optional.of(SampleBytes.read(parts));
    }

    /** The provenance of a measurement, sorted by key; of a failed trial the worker's last words as {@code errorOutput}. */
    public Map<String, String> environment(long id) {
        return database.read(handle -> handle.createQuery("SELECT environment FROM evidence WHERE measurement = :id")
                .bind("id", id)
                .mapTo(ColumnTypes.FACTS)
                .findOne()
                .orElse(Map.of()));
    }

    /** How well the model of a measurement answered; empty where that was not asked. */
    public Optional<Scores> scores(long id) {
        return database.read(handle -> ScoreStore.find(handle, id));
    }
}
