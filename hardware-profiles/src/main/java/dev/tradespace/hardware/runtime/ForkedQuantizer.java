package dev.tradespace.hardware.runtime;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.WorkerSettings;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.hardware.worker.QuantizationWorker;
import dev.tradespace.quantization.QuantizedModel;
import dev.tradespace.quantization.Quantizer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Quantises networks by processes with a runtime that runs ONNX files. Safe for use by many threads. */
public final class ForkedQuantizer {
    private static final Duration LIMIT = Duration.ofHours(2);
    /** The heap holds the weights folded, equalised and corrected, and what a runtime is given of them. */
    private static final WorkerSettings WORKER =
            new WorkerSettings(768, 6, List.of("-XX:TieredStopAtLevel=4", "-XX:-AlwaysPreTouch"), Map.of());

    private final RuntimeDescription runtime;
    private final String classPath;

    ForkedQuantizer(RuntimeDescription runtime, RuntimeFolder folder) {
        this.runtime = runtime;
        this.classPath = folder.classPath(WorkerCommand.with(Quantizer.CLASS_PATH));
    }

    /**
     * What is to be quantised.
     *
     * @param weights the file of trained weights; null for random ones
     * @param weightsId {@code random:SEED} for random weights, else what they are called
     * @param prepared the prepared dataset that it was trained on; null for random weights
     * @param maxDrop points of accuracy on the validation images that may be lost
     */
    public record Request(
            Architecture architecture,
            @Nullable Path weights,
            String weightsId,
            @Nullable Path prepared,
            double maxDrop) {}

    /**
     * Quantises a network; blocks for seconds to minutes.
     *
     * @param folder where to, as {@link QuantizedModel} reads it; there and empty
     * @throws IOException if it cannot be done, with the reason
     * @throws InterruptedIOException if the thread is interrupted, whose flag is set again
     */
    public void quantize(Request request, Path folder) throws IOException {
        Path directory = TemporaryFolder.create("quantization");
        try {
            Path network = Files.writeString(
                    directory.resolve("architecture.json"), new ArchitectureJson().write(request.architecture()));
            Path task = directory.resolve("task.json");
            Path scratch = Files.createDirectory(directory.resolve("scratch"));
            Path weights = request.weights();
            Path prepared = request.prepared();
            Files.write(
                    task,
                    RecordJson.bytes(new QuantizationWorker.Task(
                            runtime.id(),
                            network,
                            weights == null ? null : weights.toAbsolutePath(),
                            request.weightsId(),
                            prepared == null ? null : prepared.toAbsolutePath(),
                            request.maxDrop(),
                            Math.min(runtime.mostThreads(), Runtime.getRuntime().availableProcessors()),
                            scratch,
                            folder.toAbsolutePath())));
            WorkerCommand.of(
                            QuantizationWorker.class.getName(),
                            classPath,
                            WORKER,
                            ForkedModelWriter.bytes(request.architecture()))
                    .run(directory, List.of(task.toString()), LIMIT, "the quantisation");
        } finally {
            TemporaryFolder.delete(directory);
        }
    }
}
