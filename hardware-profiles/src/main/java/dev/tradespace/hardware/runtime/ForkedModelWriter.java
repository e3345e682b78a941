package dev.tradespace.hardware.runtime;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.hardware.worker.FolderContents;
import dev.tradespace.hardware.worker.ModelWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes models by processes of a runtime's, where its writer and its native library are. Safe for use by many threads. */
final class ForkedModelWriter {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int FLOAT_BYTES = 4;

    private final RuntimeFolder folder;
    private final FolderContents.Writer writer;

    ForkedModelWriter(RuntimeFolder folder, FolderContents.Writer writer) {
        this.folder = folder;
        this.writer = writer;
    }

    /**
     * Writes a model, whole or not at all; blocks for seconds.
     *
     * @throws IOException if it cannot be written; the message is the reason that the process gave
     * @throws InterruptedIOException if the thread is interrupted, whose flag is set again
     */
    void write(FormatWriters.Request request) throws IOException {
        Path directory = TemporaryFolder.create("export");
        try {
            Path network = Files.writeString(
                    directory.resolve("architecture.json"), new ArchitectureJson().write(request.architecture()));
            Path draft = directory.resolve(writer.format().file(request.precision()));
            Path weights = request.weights();
            Path quantized = request.quantized();
            Path task = directory.resolve("task.json");
            Files.write(
                    task,
                    RecordJson.bytes(new ModelWriter.Task(
                            writer.format().id(),
                            request.precision(),
                            network,
                            weights == null ? null : weights.toAbsolutePath(),
                            request.weightsId(),
                            quantized == null ? null : quantized.toAbsolutePath(),
                            draft,
                            request.metadata())));
            WorkerCommand.of(
                            ModelWriter.class.getName(),
                            folder.classPath(WorkerCommand.WRITER_CLASS_PATH),
                            writer.worker(),
                            bytes(request.architecture()))
                    .run(directory, List.of(task.toString()), LIMIT, "the export to " + writer.format());
            Optional<Path> companion = writer.format().beside(draft).filter(Files::exists);
            if (companion.isPresent()) {
                copy(companion.get(), writer.format().beside(request.file()).orElseThrow());
            }
            copy(draft, request.file());
        } finally {
            TemporaryFolder.delete(directory);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        WholeFile.write(to, out -> Files.copy(from, out));
    }

    /** The size of a network's weights in fp32. */
    static long bytes(Architecture architecture) {
        return architecture.weights().values().stream()
                .mapToLong(weight -> weight.elements() * FLOAT_BYTES)
                .sum();
    }
}
