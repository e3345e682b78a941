package dev.tradespace.results.measurement;

import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.Scores.Answer;
import dev.tradespace.results.database.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How well models answered. What is counted, accuracy and confusion, is counted again from the answers whenever it is asked for. */
public final class ScoreStore {
    /** At most ten bytes each, a part stays below the 1 MiB that H2 keeps in a value. */
    private static final int ANSWERS_PER_PART = 100_000;

    private static final int MOST_BYTES = 10;
    private static final int LOW_BITS = 0x7f;
    private static final int BITS = 7;

    private ScoreStore() {}

    static void keep(Handle handle, long measurement, Scores scores) {
        handle.createUpdate("""
            INSERT INTO score (measurement, dataset, split, runtime, classes, top5, cross_entropy, calibration_error,
                class_names)
            VALUES (:id, :dataset, :split, :runtime, :classes, :top5, :crossEntropy, :calibrationError,
                :names)
            """)
                .bind("id", measurement)
                .bind("dataset", scores.dataset())
                .bind("split", scores.split())
                .bind("runtime", scores.runtime())
                .bind("classes", scores.confusion().size())
                .bind("top5", scores.top5Correct())
                .bind("crossEntropy", scores.crossEntropy())
                .bind("calibrationError", scores.calibrationError())
                .bind("names", scores.classNames().isEmpty() ? null : Json.ofTexts(scores.classNames()))
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

    public static Optional<Scores> find(Handle handle, long measurement) {
        return handle.createQuery("SELECT * FROM score WHERE measurement = :id")
                .bind("id", measurement)
                .map((rs, context) -> {
                    List<Answer> answers = answers(handle, measurement);
                    String names = rs.getString("class_names");
                    return new Scores(
                            rs.getString("dataset"),
                            rs.getString("split"),
                            rs.getString("runtime"),
                            confusion(answers, rs.getInt("classes")),
                            rs.getInt("top5"),
                            rs.getDouble("cross_entropy"),
                            rs.getDouble("calibration_error"),
                            names == null ? List.of() : Json.texts(names),
                            answers);
                })
                .findOne();
    }

    private static List<Answer> answers(Handle handle, long measurement) {
        List<Answer> answers = new ArrayList<>();
        handle.createQuery("SELECT bytes FROM answer WHERE measurement = :id ORDER BY part")
                .bind("id", measurement)
                .mapTo(byte[].class)
                .forEach(part -> read(ByteBuffer.wrap(part), answers));
        return answers;
    }

    private static List<List<Integer>> confusion(List<Answer> answers, int classes) {
        int[][] counts = new int[classes][classes];
        answers.forEach(answer -> counts[answer.truth()][answer.answer()]++);
        List<List<Integer>> confusion = new ArrayList<>(classes);
        for (int[] row : counts) {
            List<Integer> boxed = new ArrayList<>(classes);
            for (int count : row) {
                boxed.add(count);
            }
            confusion.add(boxed);
        }
        return confusion;
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
