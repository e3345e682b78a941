package dev.tradespace.training.worker;

import dev.tradespace.core.process.ParentLine;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that does to its parent what a trainer's process may do; what, is the dataset's name. */
final class StandIn {
    private StandIn() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WorkerFolder folder = new WorkerFolder(Path.of(arguments[0]));
        TrainingRequest request = folder.request();
        // Before anything is told: whoever hears of an epoch may end this process.
        Files.writeString(
                request.folder().resolve("pid"),
                String.valueOf(ProcessHandle.current().pid()));
        Trainer.Listener listener = folder.listener();
        System.err.println("beginning " + request.spec().dataset());
        listener.progress(new TrainingProgress(1, 2, 3, 0.25, 1.5, 40, 1000, 9));
        listener.epoch(new EpochPoint(1, 10, 1.25, 50, 1.5, 45, 0.1, 2.5, 900));
        switch (request.spec().dataset()) {
            case "completes" -> folder.answer(new TrainingEnd.Completed(2, 20, 87.5, 800, 123_456_789));
            case "fails" -> folder.answer(new TrainingEnd.Failed("the loss became NaN", "", false));
            case "says-nothing" -> System.exit(0);
            case "exits" -> System.exit(7);
            case "waits" -> {
                ParentLine.watch(folder::delete);
                Thread.currentThread().join();
            }
            case "dies" -> {
                new ProcessBuilder(
                                "kill",
                                "-9",
                                String.valueOf(ProcessHandle.current().pid()))
                        .start();
                Thread.currentThread().join();
            }
            default -> throw new IllegalArgumentException(request.spec().dataset());
        }
    }
}
