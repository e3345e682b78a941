package dev.tradespace.results.training;

import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.sweep.TimeLeft;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.StorableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The trainings that are kept: those that sweeps asked for, with their curves. Any thread may call; every method may block. */
public final class Trainings {
    private static final int ROWS_PER_QUERY = 500;
    /** Failed of something that may pass: asked for again, it is tried again. Told as failed. */
    private static final String BROKEN_OFF = "BROKEN_OFF";

    private static final String STATUS = "CASE WHEN status = '" + BROKEN_OFF + "' THEN 'FAILED' ELSE status END";
    private static final String COLUMNS = "SELECT id, variant AS model, architecture, weights, data, spec, " + STATUS
            + " AS status, failure, peak_bytes, created_at FROM training WHERE ";

    private final Database database;

    /** Those of a database. */
    public Trainings(Database database) {
        this.database = database;
    }

    /**
     * Keeps the trainings that are not there yet. One that broke off is tried again; where a sweep asks to resume, any that failed is: what made it fail may
     * have passed.
     */
    public static void ask(Handle handle, Instant now, List<Training> trainings, boolean again) {
        for (Training training : trainings) {
            Optional<Long> known = handle.createQuery(
                            "SELECT id FROM training WHERE architecture = :architecture AND weights = :weights")
                    .bindMethods(training)
                    .mapTo(Long.class)
                    .findOne();
            if (known.isEmpty()) {
                handle.createUpdate("""
                                INSERT INTO training (variant, family, architecture, weights, dataset, data, spec, status, created_at)
                                VALUES (:model, :model.family, :architecture, :weights, :spec.dataset, :data, :spec, 'WAITING', :now)
                                """).bindMethods(training).bind("now", now).execute();
            } else {
                handle.execute(
                        "UPDATE training SET status = 'WAITING', failure = NULL WHERE id = ? AND status IN (?, ?)",
                        known.get(),
                        BROKEN_OFF,
                        again ? Status.FAILED.name() : BROKEN_OFF);
            }
        }
    }

    /** Whoever was at them is dead: they wait for their next sitting. */
    public static void releaseAll(Handle handle, String owner) {
        handle.execute(
                "UPDATE training SET status = 'WAITING', owner = NULL WHERE owner = ? AND status = 'RUNNING'", owner);
    }

    /** A training as it stands. */
    public Optional<TrainingState> find(long id) {
        return database.read(handle -> states(
                        handle, handle.createQuery(COLUMNS + "id = :id").bind("id", id))
                .stream()
                .findFirst());
    }

    /** The training that gives these weights. */
    public Optional<TrainingState> find(String architecture, String weights) {
        return database.read(handle -> states(
                        handle,
                        handle.createQuery(COLUMNS + "architecture = :architecture AND weights = :weights")
                                .bind("architecture", architecture)
                                .bind("weights", weights))
                .stream()
                .findFirst());
    }

    /** Trainings, newest first. */
    public Page<TrainingState> page(TrainingQuery query) {
        List<String> conditions = new ArrayList<>(List.of("TRUE"));
        if (query.dataset() != null) {
            conditions.add("dataset = :dataset");
        }
        if (query.status() != null) {
            conditions.add(STATUS + " = :status");
        }
        if (!query.variants().isEmpty()) {
            conditions.add("variant IN (<variants>)");
        }
        String condition = String.join(" AND ", conditions);
        return database.read(handle -> {
            long total = bound(handle.createQuery("SELECT COUNT(*) FROM training WHERE " + condition), query)
                    .mapTo(Long.class)
                    .one();
            Query part = handle.createQuery(
                    COLUMNS + condition + " ORDER BY id DESC OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY");
            return new Page<>(states(handle, bound(part, query)), total);
        });
    }

    private static Query bound(Query statement, TrainingQuery query) {
        return query.variants().isEmpty()
                ? statement.bindMethods(query)
                : statement.bindMethods(query).bindList("variants", query.variants());
    }

    /** The weights of the newest training of the same network on the same data by the same spec that has neither ended nor failed. */
    public Optional<String> unfinished(Training alike) {
        return database.read(handle ->
                handle.createQuery("""
                        SELECT weights FROM training
                        WHERE architecture = :architecture AND data = :data AND spec = :spec AND status IN ('WAITING', 'RUNNING')
                        ORDER BY id DESC FETCH FIRST 1 ROWS ONLY
                        """).bindMethods(alike).mapTo(String.class).findOne());
    }

    /** Marks a training as under way in a home. */
    public void begin(long id, String owner) {
        change("UPDATE training SET status = 'RUNNING', owner = ?, failure = NULL WHERE id = ?", owner, id);
    }

    /** Keeps an epoch; what is known of it and of later ones is of a sitting that was lost, and goes. */
    public void keep(long id, EpochPoint point) {
        database.write(handle -> {
            handle.execute("DELETE FROM epoch WHERE training = ? AND epoch >= ?", id, point.epoch());
            return handle.createUpdate("""
                            INSERT INTO epoch (training, epoch, steps, training_loss, training_accuracy, validation_loss,
                                validation_accuracy, learning_rate, seconds, images_per_second)
                            VALUES (:training, :epoch, :steps, :trainingLoss, :trainingAccuracy, :validationLoss,
                                :validationAccuracy, :learningRate, :seconds, :imagesPerSecond)
                            """)
                    .bindMethods(point)
                    .bind("training", id)
                    .execute();
        });
    }

    /** Marks a training as done. */
    public void complete(long id, long peakBytes) {
        change("UPDATE training SET status = 'DONE', owner = NULL, peak_bytes = ? WHERE id = ?", peakBytes, id);
    }

    /**
     * Marks a training as failed.
     *
     * @param worthRetrying whether it is to be tried again when it is asked for again
     */
    public void fail(long id, String reason, boolean worthRetrying) {
        change(
                "UPDATE training SET status = ?, owner = NULL, failure = ? WHERE id = ?",
                worthRetrying ? BROKEN_OFF : Status.FAILED.name(),
                StorableText.reason(reason),
                id);
    }

    /** Marks a training that is under way as waiting for its next sitting. */
    public void rest(long id) {
        change("UPDATE training SET status = 'WAITING', owner = NULL WHERE id = ? AND status = 'RUNNING'", id);
    }

    private void change(String sql, Object... arguments) {
        int changed = database.write(handle -> handle.execute(sql, arguments));
        if (changed > 1) {
            throw new IllegalStateException("an id is unique");
        }
    }

    /** How far a training is that gives these weights. */
    public record LearningRow(String weights, TrainingSpec spec, Status status, int epochs, double seconds) {}

    /** How far the trainings are that give these weights. */
    public static Map<String, TimeLeft.Learning> learnings(Handle handle, List<String> weights) {
        return handle
                .createQuery("SELECT t.weights, t.spec, " + STATUS + """
                         AS status, COUNT(e.epoch) AS epochs, COALESCE(MAX(e.seconds), 0) AS seconds
                        FROM training t LEFT JOIN epoch e ON e.training = t.id WHERE t.weights IN (<weights>)
                        GROUP BY t.id, t.weights, t.spec, t.status
                        """)
                .bindList("weights", weights)
                .mapTo(LearningRow.class)
                .stream()
                .collect(Collectors.toMap(
                        LearningRow::weights,
                        row -> new TimeLeft.Learning(
                                row.spec().budget(), row.status().hasEnded(), row.epochs(), row.seconds()),
                        (one, other) -> other));
    }

    /** A training without its curve. */
    public record TrainingRow(
            long id,
            ModelId model,
            String architecture,
            String weights,
            String data,
            TrainingSpec spec,
            Status status,
            @Nullable String failure,
            long peakBytes,
            Instant createdAt) {
        TrainingState state(List<EpochPoint> curve) {
            return new TrainingState(
                    id, model, architecture, weights, data, spec, status, curve, failure, peakBytes, createdAt);
        }
    }

    /** A point of a curve. */
    public record CurvePoint(long training, @Nested EpochPoint point) {}

    private static List<TrainingState> states(Handle handle, Query query) {
        List<TrainingRow> rows = query.mapTo(TrainingRow.class).list();
        Map<Long, List<EpochPoint>> curves = new HashMap<>();
        for (int from = 0; from < rows.size(); from += ROWS_PER_QUERY) {
            List<TrainingRow> some = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_QUERY));
            handle.createQuery("SELECT * FROM epoch WHERE training IN (<ids>) ORDER BY training, epoch")
                    .bindList("ids", some.stream().map(TrainingRow::id).toList())
                    .mapTo(CurvePoint.class)
                    .forEach(each -> curves.computeIfAbsent(each.training(), first -> new ArrayList<>())
                            .add(each.point()));
        }
        return rows.stream()
                .map(row -> row.state(curves.getOrDefault(row.id(), List.of())))
                .toList();
    }
}
