package dev.tradespace.training.dl4j.train;

import dev.tradespace.core.process.ParentLine;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.worker.WorkerFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The program of the process that trains once. Its standard input is a line to its parent: when that ends, so does the
 * training.
 */
public final class TrainingWorker {
    private TrainingWorker() {}

    /**
     * Trains.
     *
     * @param arguments the folder with the request, in which progress and answer are left
     */
    public static void main(String[] arguments) throws IOException {
        WorkerFolder folder = new WorkerFolder(Path.of(arguments[0]));
        ParentLine.watch(folder::delete);
        TrainingEnd end = new Dl4jTrainer(PeakMemory.availableBytes()).train(folder.request(), folder.listener());
        folder.answer(end);
        // Threads of the native libraries must not hold the process.
        Runtime.getRuntime().halt(0);
    }
}
