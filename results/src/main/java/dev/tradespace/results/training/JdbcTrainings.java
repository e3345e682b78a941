package dev.tradespace.results.training;

import dev.tradespace.core.sweep.TimeLeft;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingSpecJson;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Trainings in the database. */
public final class JdbcTrainings implements Trainings {
    private static final int ROWS_PER_QUERY = 500;
    private static final String COLUMNS =
            "id, variant, architecture, weights, data, spec, status, failure, peak_bytes, created_at";

    /** Failed of something that may pass: asked for again, it is tried again. Told as failed. */
    private static final String BROKEN_OFF = "BROKEN_OFF";

    private final Database database;

    public JdbcTrainings(Database database) {
        this.database = database;
    }

    /**
     * Keeps the trainings that are not there yet. One that broke off is tried again; where a sweep asks to resume, any that failed is: what made it fail may
     * have passed.
     */
    public static void ask(Handle handle, InstantSource clock, List<Training> trainings, boolean again) {
        for (Training training : trainings) {
            Optional<Long> known = handle.createQuery(
                            "SELECT id FROM training WHERE architecture = :architecture AND weights = :weights")
                    .bind("architecture", training.architecture())
                    .bind("weights", training.weights())
                    .mapTo(Long.class)
                    .findOne();
            if (known.isEmpty()) {
                insert(handle, clock, training);
            } else {
                handle.execute(
                        "UPDATE training SET status = 'WAITING', failure = NULL WHERE id = ? AND status IN (?, ?)",
                        known.get(),
                        BROKEN_OFF,
                        again ? Status.FAILED.name() : BROKEN_OFF);
            }
        }
    }

    private static void insert(Handle handle, InstantSource clock, Training training) {
        handle.createUpdate("""
            INSERT INTO training (variant, family, architecture, weights, dataset, data, spec, status, created_at)
            VALUES (:variant, :family, :architecture, :weights, :dataset, :data, :spec, 'WAITING', :at)
            """)
                .bind("variant", training.variant())
                .bind("family", training.family())
                .bind("architecture", training.architecture())
                .bind("weights", training.weights())
                .bind("dataset", training.spec().dataset())
                .bind("data", training.data())
                .bind("spec", TrainingSpecJson.write(training.spec()).toString())
                .bind("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Whoever was at them is dead: they wait for their next sitting. */
    public static void releaseAll(Handle handle, String owner) {
        handle.execute(
                "UPDATE training SET status = 'WAITING', owner = NULL WHERE owner = ? AND status = 'RUNNING'", owner);
    }

    @Override
    public Optional<TrainingState> find(long id) {
        return database.read(
                handle -> states(
                                handle,
                                handle.createQuery("SELECT " + COLUMNS + " FROM training WHERE id = :id")
                                        .bind("id", id))
                        .stream()
                        .findFirst());
    }

    @Override
    public Optional<TrainingState> find(String architecture, String weights) {
        return database.read(handle -> states(
                        handle,
                        handle.createQuery("SELECT " + COLUMNS
                                        + " FROM training WHERE architecture = :architecture AND weights = :weights")
                                .bind("architecture", architecture)
                                .bind("weights", weights))
                .stream()
                .findFirst());
    }

    @Override
    public Page<TrainingState> page(TrainingQuery query) {
        return database.read(handle -> page(handle, query));
    }

    private static Page<TrainingState> page(Handle handle, TrainingQuery query) {
        List<String> conditions = new ArrayList<>(List.of("TRUE"));
        Map<String, Object> values = new HashMap<>();
        if (query.dataset() != null) {
            conditions.add("dataset = :dataset");
            values.put("dataset", query.dataset());
        }
        if (query.status() != null) {
            conditions.add("CASE WHEN status = '" + BROKEN_OFF + "' THEN 'FAILED' ELSE status END = :status");
            values.put("status", query.status().name());
        }
        if (!query.variants().isEmpty()) {
            conditions.add("variant IN (<variants>)");
        }
        String where = " FROM training WHERE " + String.join(" AND ", conditions);
        long total = bound(handle.createQuery("SELECT COUNT(*)" + where), query, values)
                .mapTo(Long.class)
                .one();
        List<TrainingState> items = states(
                handle,
                bound(
                                handle.createQuery("SELECT " + COLUMNS + where
                                        + " ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY"),
                                query,
                                values)
                        .bind("offset", query.offset())
                        .bind("limit", query.limit()));
        return new Page<>(items, total);
    }

    private static Query bound(Query statement, TrainingQuery query, Map<String, Object> values) {
        Query bound = statement.bindMap(values);
        return query.variants().isEmpty() ? bound : bound.bindList("variants", query.variants());
    }

    @Override
    public Optional<String> unfinished(Training alike) {
        return database.read(handle -> handle.createQuery("""
            SELECT weights FROM training
            WHERE architecture = :architecture AND data = :data AND spec = :spec AND status IN ('WAITING', 'RUNNING')
            ORDER BY id DESC FETCH FIRST 1 ROWS ONLY
            """)
                .bind("architecture", alike.architecture())
                .bind("data", alike.data())
                .bind("spec", TrainingSpecJson.write(alike.spec()).toString())
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public void begin(long id, String owner) {
        change("UPDATE training SET status = 'RUNNING', owner = ?, failure = NULL WHERE id = ?", owner, id);
    }

    @Override
    public void keep(long id, EpochPoint point) {
        database.write(handle -> {
            handle.execute("DELETE FROM epoch WHERE training = ? AND epoch >= ?", id, point.epoch());
            return handle.execute(
                    "INSERT INTO epoch (training, epoch, steps, training_loss, training_accuracy, validation_loss,"
                            + " validation_accuracy, learning_rate, seconds, images_per_second)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    point.epoch(),
                    point.steps(),
                    point.trainingLoss(),
                    point.trainingAccuracy(),
                    point.validationLoss(),
                    point.validationAccuracy(),
                    point.learningRate(),
                    point.seconds(),
                    point.imagesPerSecond());
        });
    }

    @Override
    public void complete(long id, long peakBytes) {
        change("UPDATE training SET status = 'DONE', owner = NULL, peak_bytes = ? WHERE id = ?", peakBytes, id);
    }

    @Override
    public void fail(long id, String reason, boolean worthRetrying) {
        change(
                "UPDATE training SET status = ?, owner = NULL, failure = ? WHERE id = ?",
                worthRetrying ? BROKEN_OFF : Status.FAILED.name(),
                StorableText.reason(reason),
                id);
    }

    @Override
    public void rest(long id) {
        change("UPDATE training SET status = 'WAITING', owner = NULL WHERE id = ? AND status = 'RUNNING'", id);
    }

    private void change(String sql, Object... arguments) {
        int changed = database.write(handle -> handle.execute(sql, arguments));
        if (changed > 1) {
            throw new IllegalStateException("an id is unique");
        }
    }

    /** How far the trainings are that give these weights. */
    public static Map<String, TimeLeft.Learning> learnings(Handle handle, List<String> weights) {
        Map<String, TimeLeft.Learning> learnings = new HashMap<>();
        handle.createQuery("""
            SELECT t.weights, t.spec, t.status, COUNT(e.epoch) AS epochs, COALESCE(MAX(e.seconds), 0) AS seconds
            FROM training t LEFT JOIN epoch e ON e.training = t.id WHERE t.weights IN (<weights>)
            GROUP BY t.id, t.weights, t.spec, t.status
            """)
                .bindList("weights", weights)
                .map((rs, context) -> Map.entry(
                        rs.getString("weights"),
                        new TimeLeft.Learning(
                                TrainingSpecJson.read(rs.getString("spec")).budget(),
                                status(rs).hasEnded(),
                                rs.getInt("epochs"),
                                rs.getDouble("seconds"))))
                .forEach(entry -> learnings.put(entry.getKey(), entry.getValue()));
        return learnings;
    }

    private static List<TrainingState> states(Handle handle, Query query) {
        List<TrainingState> bare =
                query.map((rs, context) -> state(rs, List.of())).list();
        Map<Long, List<EpochPoint>> curves = new HashMap<>();
        for (int from = 0; from < bare.size(); from += ROWS_PER_QUERY) {
            curves(handle, bare.subList(from, Math.min(bare.size(), from + ROWS_PER_QUERY)), curves);
        }
        return bare.stream()
                .map(state -> new TrainingState(
                        state.id(),
                        state.variant(),
                        state.architecture(),
                        state.weights(),
                        state.data(),
                        state.spec(),
                        state.status(),
                        curves.getOrDefault(state.id(), List.of()),
                        state.failure(),
                        state.peakBytes(),
                        state.created()))
                .toList();
    }

    private static void curves(Handle handle, List<TrainingState> some, Map<Long, List<EpochPoint>> curves) {
        handle.createQuery("SELECT * FROM epoch WHERE training IN (<ids>) ORDER BY training, epoch")
                .bindList("ids", some.stream().map(TrainingState::id).toList())
                .map((rs, context) -> Map.entry(rs.getLong("training"), point(rs)))
                .forEach(entry -> curves.computeIfAbsent(entry.getKey(), first -> new ArrayList<>())
                        .add(entry.getValue()));
    }

    private static Status status(ResultSet rs) throws SQLException {
        String kept = rs.getString("status");
        return kept.equals(BROKEN_OFF) ? Status.FAILED : Status.valueOf(kept);
    }

    private static EpochPoint point(ResultSet rs) throws SQLException {
        return new EpochPoint(
                rs.getInt("epoch"),
                rs.getLong("steps"),
                rs.getDouble("training_loss"),
                rs.getDouble("training_accuracy"),
                rs.getDouble("validation_loss"),
                rs.getDouble("validation_accuracy"),
                rs.getDouble("learning_rate"),
                rs.getDouble("seconds"),
                rs.getDouble("images_per_second"));
    }

    private static TrainingState state(ResultSet rs, List<EpochPoint> curve) throws SQLException {
        return new TrainingState(
                rs.getLong("id"),
                rs.getString("variant"),
                rs.getString("architecture"),
                rs.getString("weights"),
                rs.getString("data"),
                TrainingSpecJson.read(rs.getString("spec")),
                status(rs),
                curve,
                rs.getString("failure"),
                rs.getLong("peak_bytes"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
