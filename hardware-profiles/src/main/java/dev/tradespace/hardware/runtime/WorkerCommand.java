package dev.tradespace.hardware.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.runtime.WorkerSettings;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.process.ExitValue;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.hardware.worker.Worker;
import dev.tradespace.quantization.QuantizedModel;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a worker's process is started.
 *
 * @param mainClass the class with the main method
 * @param classPath passed by environment, since ONNX Runtime has been seen to crash below long command lines
 * @param heapMegabytes size of the Java heap; the model's memory is outside of it
 * @param options of the JVM, besides those that every worker has
 * @param environment besides what every worker has; {@link WorkerSettings#THREADS} in a value is replaced
 */
public record WorkerCommand(
        String mainClass, String classPath, int heapMegabytes, List<String> options, Map<String, String> environment) {
    /** The class path of every worker: the few jars, and not the platform's, so that it starts fast and small. */
    static final List<Class<?>> SMALL_CLASS_PATH =
            List.of(Worker.class, Outcome.class, Figure.class, PreparedDataset.class, JsonFactory.class);

    private static final int SMALL_HEAP_MEGABYTES = 32;

    /** The class path of processes that write models. */
    static final List<Class<?>> WRITER_CLASS_PATH = with(List.of(QuantizedModel.class));

    /** The class path of every worker and some more. */
    static List<Class<?>> with(List<Class<?>> further) {
        List<Class<?>> all = new ArrayList<>(SMALL_CLASS_PATH);
        all.addAll(further);
        return List.copyOf(all);
    }

    public WorkerCommand {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** A process as a runtime wants it for a model of this size. */
    static WorkerCommand of(String mainClass, String classPath, WorkerSettings settings, long modelBytes) {
        return new WorkerCommand(
                mainClass,
                classPath,
                settings.heapMegabytes(modelBytes),
                settings.jvmOptions(),
                settings.environment());
    }

    /** A process that needs little. */
    static WorkerCommand small(String mainClass, String classPath) {
        return new WorkerCommand(mainClass, classPath, SMALL_HEAP_MEGABYTES, List.of(), Map.of());
    }

    /** The process of a worker, ready to be started in a directory of its own, where all that it writes stays. */
    public ProcessBuilder process(Path directory, int threads) {
        return process(directory, threads, List.of(directory.toString()));
    }

    /**
     * Runs a program of ours to its end.
     *
     * @param task what it does, for the reasons: {@code the export to samediff}
     * @throws IOException if it does not end well in time, with the reason that it printed last
     * @throws InterruptedIOException if the thread is interrupted, whose flag is set again
     */
    void run(Path directory, List<String> arguments, Duration limit, String task) throws IOException {
        Process process = process(directory, 1, arguments).start();
        try {
            if (!ForkedWorker.await(process, limit)) {
                throw new IOException(task + " took longer than " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(task + " was interrupted");
        }
        ExitValue end = new ExitValue(process.exitValue(), ForkedWorker.lastLines(directory));
        if (!end.isSuccess()) {
            throw new IOException(end.lastReason(task));
        }
    }

    private ProcessBuilder process(Path directory, int threads, List<String> arguments) {
        List<String> jvm = new ArrayList<>(List.of(
                // The whole heap is resident before the model comes, so that it cannot grow into the model's memory.
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+AlwaysPreTouch",
                // No optimising compiler beside the measured thread, and no collector but the serial one.
                // Deeplearning4j
                // too, which walks its graph in Java, gains nothing by the former: a query of ResNet-20 took 3.9 ms of
                // processor time after 250 queries without it and 4.1 ms with it, longer before that, and its memory
                // would pass for the model's.
                "-XX:TieredStopAtLevel=1"));
        jvm.addAll(options);
        List<String> program = new ArrayList<>(List.of(mainClass));
        program.addAll(arguments);
        ProcessBuilder process = ForkedWorker.java(directory, jvm, program, classPath, threads);
        environment.forEach((name, value) ->
                process.environment().put(name, value.replace(WorkerSettings.THREADS, String.valueOf(threads))));
        return process;
    }
}
