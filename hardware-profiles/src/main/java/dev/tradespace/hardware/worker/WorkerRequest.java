package dev.tradespace.hardware.worker;

import dev.tradespace.training.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is asked, as a JSON file of strings and numbers.
 *
 * @param runtime the id of the runtime that runs the model
 * @param model a file of the kind that it reads, absolute
 * @param threads compute threads, at least 1
 * @param task what to do with it
 */
public record WorkerRequest(String runtime, Path model, int threads, Task task) {
    /** How much longer a worker that scores or answers is waited for, for every image; half of it is more than any image may take. */
    public static final Duration SCORING_PER_IMAGE = Duration.ofSeconds(1);

    private static final String MEASURE = "measure";
    private static final String ANSWER = "answer";

    /** What to do with a model. */
    public sealed interface Task {}

    /**
     * Measure it.
     *
     * @param batch images in one query, at least 1
     * @param queries the least number of queries, at least 1
     * @param duration the least time of measuring
     * @param timeout after how long without an end of measuring the worker will be killed; scoring has its own time after that
     * @param seed of the noise that the model is fed with
     * @param exam what it is scored on afterwards; null for nothing
     */
    public record Measure(
            int batch,
            int queries,
            Duration duration,
            Duration timeout,
            long seed,
            @Nullable SplitImages exam) implements Task {
        public Measure {
            requirePositive("batch", batch);
            requirePositive("queries", queries);
        }
    }

    /**
     * Answer the images of a split.
     *
     * @param images which
     */
    public record AnswerSplit(SplitImages images) implements Task {}

    /**
     * Answer images given as they are.
     *
     * @param images a file of little-endian 32-bit floats, whole images of the size that the model reads, absolute
     */
    public record AnswerFloats(Path images) implements Task {}

    public WorkerRequest {
        requirePositive("threads", threads);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }

    /** Writes the request. */
    public void write(Path file) throws IOException {
        FlatJson json = new FlatJson()
                .put("runtime", runtime)
                .put("model", model.toString())
                .put("threads", threads);
        if (task instanceof Measure measure) {
            json.put("task", MEASURE)
                    .put("batch", measure.batch())
                    .put("queries", measure.queries())
                    .put("durationMillis", measure.duration().toMillis())
                    .put("timeoutMillis", measure.timeout().toMillis())
                    .put("seed", measure.seed());
            if (measure.exam() != null) {
                put(json, measure.exam());
            }
        } else if (task instanceof AnswerSplit split) {
            put(json.put("task", ANSWER), split.images());
        } else if (task instanceof AnswerFloats floats) {
            json.put("task", ANSWER).put("images", floats.images().toString());
        }
        json.write(file);
    }

    private static void put(FlatJson json, SplitImages images) {
        json.put("prepared", images.prepared().toString())
                .put("split", images.split().id())
                .put("count", images.count());
    }

    /**
     * Reads a request.
     *
     * @throws IOException if the file is none
     */
    static WorkerRequest read(Path file) throws IOException {
        FlatJson json = FlatJson.read(file);
        try {
            WorkerRequest request = new WorkerRequest(
                    json.text("runtime"), Path.of(json.text("model")), json.integer("threads"), task(json));
            json.requireAllTaken();
            return request;
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + " is no request: " + wrong.getMessage(), wrong);
        }
    }

    private static Task task(FlatJson json) {
        String task = json.text("task");
        if (task.equals(MEASURE)) {
            return new Measure(
                    json.integer("batch"),
                    json.integer("queries"),
                    Duration.ofMillis(json.number("durationMillis")),
                    Duration.ofMillis(json.number("timeoutMillis")),
                    json.number("seed"),
                    json.has("prepared") ? images(json) : null);
        } else if (task.equals(ANSWER)) {
            return json.has("images") ? new AnswerFloats(Path.of(json.text("images"))) : new AnswerSplit(images(json));
        }
        throw new IllegalArgumentException("task must be " + MEASURE + " or " + ANSWER + ", was " + task);
    }

    private static SplitImages images(FlatJson json) {
        String id = json.text("split");
        for (Split split : Split.values()) {
            if (split.id().equals(id)) {
                return new SplitImages(Path.of(json.text("prepared")), split, json.integer("count"));
            }
        }
        throw new IllegalArgumentException("there is no split " + id);
    }
}
