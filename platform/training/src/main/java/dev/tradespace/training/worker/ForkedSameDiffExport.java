package dev.tradespace.training.worker;

import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.process.ExitValue;
import dev.tradespace.core.process.ForkedWorker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes a network in Deeplearning4j's own format, SameDiff, by a process of Deeplearning4j's. Safe for use by many threads. */
public final class ForkedSameDiffExport {
    private static final String MAIN = "dev.tradespace.training.dl4j.samediff.SameDiffExport";
    private static final long MINUTES = 10;
    /** The library keeps the file on the heap, in a buffer that grows by doubling, beside the weights. */
    private static final int COPIES = 8;

    private static final int MEGABYTE = 1 << 20;

    private final WorkerJvm worker;

    /**
     * An exporter.
     *
     * @param jars the class path of the process
     */
    public ForkedSameDiffExport(List<Path> jars) {
        this.worker = new WorkerJvm(jars);
    }

    /**
     * Writes a model, whole or not at all; blocks for seconds.
     *
     * @param architecture the network's JSON
     * @param weights its trained weights, safetensors
     * @param file the model to write
     * @throws IOException if it cannot be written; the message is the reason that the process gave
     * @throws InterruptedIOException if the thread is interrupted, whose flag is set again
     */
    public void write(Path architecture, Path weights, Path file) throws IOException {
        Path directory = TemporaryFolder.create("samediff");
        try {
            Path draft = directory.resolve("model.sdz");
            run(
                    directory,
                    heapMegabytes(weights),
                    List.of(
                            architecture.toAbsolutePath().toString(),
                            weights.toAbsolutePath().toString(),
                            draft.toString()));
            WholeFile.write(file, out -> Files.copy(draft, out));
        } finally {
            TemporaryFolder.delete(directory);
        }
    }

    /** What is wrong with the input, a file that is not there too, is for the process to say. */
    private static int heapMegabytes(Path weights) throws IOException {
        long bytes = Files.exists(weights) ? Files.size(weights) : 0;
        return WorkerJvm.HEAP_MEGABYTES + Math.toIntExact(COPIES * bytes / MEGABYTE);
    }

    private void run(Path directory, int heapMegabytes, List<String> arguments) throws IOException {
        Process process = worker.start(directory, heapMegabytes, MAIN, arguments);
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("the export to SameDiff took longer than " + MINUTES + " minutes");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the export to SameDiff was interrupted");
        } finally {
            ForkedWorker.kill(process);
        }
        ExitValue exit = new ExitValue(process.exitValue(), ForkedWorker.lastLines(WorkerJvm.log(directory)));
        if (!exit.isSuccess()) {
            String lastLines = exit.lastLines();
            String reason = lastLines.substring(lastLines.lastIndexOf('\n') + 1);
            throw new IOException(
                    exit.value() == 1 && !reason.isBlank()
                            ? "the export to SameDiff failed: " + reason
                            : exit.sentence("the export to SameDiff"));
        }
    }
}
