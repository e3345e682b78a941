package dev.tradespace.hardware.worker;

import dev.tradespace.api.runtime.QueryFailed;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.process.MarkedProcesses;
import dev.tradespace.core.process.ParentLine;
import dev.tradespace.hardware.command.CommandFailed;
import dev.tradespace.hardware.command.CommandMeasurement;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The process that measures, profiles or answers: reads {@link #REQUEST} in the directory it is told, does it, leaves {@link #ANSWER} there and
 * exits with 0. Its standard input is a line to its parent: when that ends, so does the worker.
 */
public final class Worker {
    /** The request's name in the worker's directory. */
    public static final String REQUEST = "request.json";
    /** The answer's name beside it. */
    public static final String ANSWER = "answer.json";

    private Worker() {}

    /**
     * Measures, profiles or answers once.
     *
     * @param arguments the directory with the request
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Path directory = Path.of(arguments[0]);
        // The parent would have done it: the native library alone is 25 MB.
        ParentLine.watch(() -> {
            MarkedProcesses.in(directory).kill();
            TemporaryFolder.delete(directory);
        });
        WorkerRequest request = WorkerRequest.read(directory.resolve(REQUEST));
        AnswerFile.write(directory.resolve(ANSWER), answer(directory, request, startNanos));
    }

    /** What goes wrong with the model or the images is an answer, not an exception. */
    private static Answer answer(Path directory, WorkerRequest request, long startNanos) throws InterruptedException {
        if (request.task() instanceof WorkerRequest.RunCommand task) {
            return answer(directory, request, task);
        }
        Optional<RuntimePlugin> found = runtime(request.runtime());
        if (found.isEmpty()) {
            return failed(missing(request.runtime()));
        }
        RuntimePlugin runtime = found.get();
        try {
            if (request.task() instanceof WorkerRequest.Measure task) {
                return new Answer.Measured(new Measurement(runtime, request, task, startNanos).run());
            }
            if (request.task() instanceof WorkerRequest.ProfileNodes task) {
                return new Answer.Profiled(new NodeProfiling(runtime, request, task, directory).run());
            }
            runtime.load();
            Answering answering = new Answering(runtime, request, 1);
            Logits logits = request.task() instanceof WorkerRequest.AnswerSplit task
                    ? answering.logits(task.images())
                    : answering.logits(((WorkerRequest.AnswerFloats) request.task()).images());
            return new Answer.Answered(Answering.name(runtime), logits);
        } catch (UnfitModel unfit) {
            return failed("the model cannot be " + done(request.task()) + ": " + unfit.getMessage());
        } catch (QueryFailed broken) {
            return failed(String.valueOf(broken.getMessage()));
        } catch (IOException unreadable) {
            return failed("the images cannot be read: " + unreadable.getMessage());
        }
    }

    private static Answer answer(Path directory, WorkerRequest request, WorkerRequest.RunCommand task)
            throws InterruptedException {
        try {
            return new Answer.Measured(new CommandMeasurement(
                            task.command(),
                            request.model(),
                            request.threads(),
                            task.batch(),
                            task.queries(),
                            task.timeout())
                    .run(directory));
        } catch (CommandFailed failed) {
            return new Answer.Failed(new Outcome.Failure(
                    String.valueOf(failed.getMessage()), failed.lastLines(), failed.worthRetrying()));
        }
    }

    private static String done(WorkerRequest.Task task) {
        return task instanceof WorkerRequest.Measure
                ? "measured"
                : task instanceof WorkerRequest.ProfileNodes ? "profiled" : "run";
    }

    /** What is said where there is no such runtime. */
    static String missing(String runtime) {
        return "there is no runtime " + runtime + " on the worker's class path";
    }

    /** The runtime of an id, from the jars on this process's class path. */
    static Optional<RuntimePlugin> runtime(String id) {
        return ServiceLoader.load(RuntimePlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(runtime -> runtime.describe().id().equals(id))
                .findFirst();
    }

    /** The same model fails the same way next time. */
    private static Answer failed(String reason) {
        return new Answer.Failed(new Outcome.Failure(reason, "", false));
    }
}
