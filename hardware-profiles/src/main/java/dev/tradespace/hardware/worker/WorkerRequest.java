package dev.tradespace.hardware.worker;

import dev.tradespace.core.json.RecordJson;
import dev.tradespace.hardware.command.MeasuringCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is asked, as a JSON file.
 *
 * @param runtime the id of the runtime that runs the model
 * @param model a file of the kind that it reads, absolute
 * @param threads compute threads, at least 1
 * @param task what to do with it
 */
public record WorkerRequest(String runtime, Path model, int threads, Task task) {
    /**
     * How much longer a worker that scores or answers is waited for, for every image; half of it is more than any image
     * may take.
     */
    public static final Duration SCORING_PER_IMAGE = Duration.ofSeconds(1);

    /** What to do with a model. */
    public sealed interface Task {}

    /**
     * Measure it.
     *
     * @param batch images in one query, at least 1
     * @param queries the least number of queries, at least 1
     * @param duration the least time of measuring
     * @param timeout after how long without an end of measuring the worker will be killed; scoring has its own time
     *     after that
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
     * Let a command measure it.
     *
     * @param command what is run
     * @param batch images in one query, at least 1
     * @param queries the least number of queries, at least 1
     * @param timeout after how long the command is ended
     */
    public record RunCommand(MeasuringCommand command, int batch, int queries, Duration timeout) implements Task {}

    /**
     * Tell where the time of a query goes, node by node.
     *
     * @param batch images in one query, at least 1
     * @param queries how many queries, unless they take too long, at least 1
     * @param least how many in any case, at least 1
     * @param most after how much time there are no more than these
     * @param seed of the noise that the model is fed with
     */
    public record ProfileNodes(int batch, int queries, int least, Duration most, long seed) implements Task {
        public ProfileNodes {
            requirePositive("batch", batch);
            requirePositive("queries", queries);
            requirePositive("least", least);
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
        Files.write(file, RecordJson.bytes(this));
    }

    /**
     * Reads a request.
     *
     * @throws IOException if the file is none
     */
    static WorkerRequest read(Path file) throws IOException {
        try {
            return RecordJson.read(WorkerRequest.class, Files.readString(file));
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + " is no request: " + wrong.getMessage(), wrong);
        }
    }
}
