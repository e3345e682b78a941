package dev.tradespace.results.measurement;

import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.Scores.Answer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** How well models answered: the answers, from which accuracy and confusion are counted. */
final class ScoreStore {
    /** At most ten bytes each, a part stays below the 1 MiB that H2 keeps in a value. */
    private static final int ANSWERS_PER_PART = 100_000;

    private static final int MOST_BYTES = 10;
    private static final int LOW_BITS = 0x7f;
    private static final int BITS = 7;

    private ScoreStore() {}

    /** The scores of a row, but for its answers. */
    public record ScoreColumns(
            String dataset,
            String split,
            String runtime,
            int classes,
            int top5,
            double crossEntropy,
            double calibrationError,
            @Nullable List<String> classNames) {}

    static void keep(Handle handle, long measurement, Scores scores) {
        handle.createUpdate("""
                        INSERT INTO score (measurement, dataset, split, runtime, classes, top5, cross_entropy, calibration_error,
                            class_names)
                        VALUES (:id, :dataset, :split, :runtime, :classes, :top5, :crossEntropy, :calibrationError,
                            :classNames)
                        """)
                .bind("id", measurement)
                .bindMethods(new ScoreColumns(
                        scores.dataset(),
                        scores.split(),
                        scores.runtime(),
                        scores.classes(),
                        scores.top5Correct(),
                        scores.crossEntropy(),
                        scores.calibrationError(),
                        scores.classNames().isEmpty() ? null : scores.classNames()))
                .execute();
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO answer (measurement, part, bytes) VALUES (:id, :part, :bytes)");
        List<Answer> answers = scores.answers();
        for (int from = 0; from < answers.size(); from += ANSWERS_PER_PART) {
            batch.bind("id", measurement)
                    .bind("part", from / ANSWERS_PER_PART)
                    .bind("bytes", bytes(answers.subList(from, Math.min(answers.size(), from + ANSWERS_PER_PART))))
                    .add();
        }
        batch.execute();
    }

    static Optional<Scores> find(Handle handle, long measurement) {
        return handle.createQuery("SELECT * FROM score WHERE measurement = :id")
                .bind("id", measurement)
                .mapTo(ScoreColumns.class)
                .findOne()
                .map(found -> new Scores(
                        found.dataset(),
                        found.split(),
                        found.runtime(),
                        found.classes(),
                        found.top5(),
                        found.crossEntropy(),
                        found.calibrationError(),
                        found.classNames() == null ? List.of() : found.classNames(),
                        answers(handle, measurement)));
    }

    private static List<Answer> answers(Handle handle, long measurement) {
        List<Answer> answers = new ArrayList<>();
        handle.createQuery("SELECT bytes FROM answer WHERE measurement = :id ORDER BY part")
                .bind("id", measurement)
                .mapTo(byte[].class)
                .forEach(part -> read(ByteBuffer.wrap(part), answers));
        return answers;
    }

    private static byte[] bytes(List<Answer> answers) {
        ByteBuffer bytes = ByteBuffer.allocate(answers.size() * MOST_BYTES);
        for (Answer answer : answers) {
            putClass(bytes, answer.truth());
            putClass(bytes, answer.answer());
            bytes.putFloat((float) answer.confidence());
        }
        byte[] used = new byte[bytes.position()];
        bytes.flip().get(used);
        return used;
    }

    private static void read(ByteBuffer bytes, List<Answer> answers) {
        while (bytes.hasRemaining()) {
            answers.add(new Answer(nextClass(bytes), nextClass(bytes), bytes.getFloat()));
        }
    }

    /** At most three bytes: there are never two million classes. */
    private static void putClass(ByteBuffer bytes, int number) {
        int rest = number;
        while (rest > LOW_BITS) {
            bytes.put((byte) ((rest & LOW_BITS) | ~LOW_BITS));
            rest >>>= BITS;
        }
        bytes.put((byte) rest);
    }

    private static int nextClass(ByteBuffer bytes) {
        int number = 0;
        int shift = 0;
        byte next = bytes.get();
        while (next < 0) {
            number |= (next & LOW_BITS) << shift;
            shift += BITS;
            next = bytes.get();
        }
        return number | (next << shift);
    }
}
