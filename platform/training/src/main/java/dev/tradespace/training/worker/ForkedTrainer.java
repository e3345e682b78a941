package dev.tradespace.training.worker;

import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.json.BadDocument;
import dev.tradespace.core.process.ExitValue;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Trains in a fresh process with a class path of its own, follows its progress, and reads its answer. Safe for use by
 * many threads; whether two trainings may run at once is for the caller to say.
 */
public final class ForkedTrainer implements Trainer {
    private static final String MAIN = "dev.tradespace.training.dl4j.train.TrainingWorker";
    private static final long LOOK_MILLIS = 100;

    private final WorkerJvm worker;
    private final String mainClass;

    /**
     * A trainer.
     *
     * @param jars the class path of the process: all that Deeplearning4j and our part of it need
     */
    public ForkedTrainer(List<Path> jars) {
        this(jars, MAIN);
    }

    ForkedTrainer(List<Path> jars, String mainClass) {
        this.worker = new WorkerJvm(jars);
        this.mainClass = mainClass;
    }

    @Override
    public TrainingEnd train(TrainingRequest request, Listener listener) {
        try {
            Path directory = TemporaryFolder.create("trainer");
            try {
                return trainIn(directory, request, listener);
            } finally {
                TemporaryFolder.delete(directory);
            }
        } catch (IOException surroundings) {
            return new TrainingEnd.Failed("the trainer cannot be started: " + surroundings.getMessage(), "", true);
        }
    }

    private TrainingEnd trainIn(Path directory, TrainingRequest request, Listener listener) throws IOException {
        WorkerFolder folder = new WorkerFolder(directory);
        folder.ask(request);
        Process process = worker.start(directory, mainClass);
        boolean interrupted = false;
        try (ProgressTail tail = new ProgressTail(folder.progressFile())) {
            try {
                while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    tail.follow(line -> WorkerFolder.tell(line, listener));
                }
            } catch (InterruptedException stopped) {
                interrupted = true;
            } finally {
                ForkedWorker.kill(process);
            }
            // What was written before the end counts, however it came.
            tail.follow(line -> WorkerFolder.tell(line, listener));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return interrupted ? new TrainingEnd.Stopped() : end(directory, process.exitValue(), request);
    }

    private static TrainingEnd end(Path directory, int exitValue, TrainingRequest request) {
        String lastLines = ForkedWorker.lastLines(directory);
        ExitValue exit = new ExitValue(exitValue, lastLines);
        if (!exit.isSuccess()) {
            String reason = exit.sentence("the trainer");
            if (exit.wantsMemory()) {
                reason += "; "
                        + TrainingEnd.Failed.smallerBatch(
                                request.spec().recipe().batch());
            }
            return new TrainingEnd.Failed(reason, lastLines, exit.isCrash());
        }
        try {
            TrainingEnd end = new WorkerFolder(directory).answer();
            return end instanceof TrainingEnd.Failed failed
                    ? new TrainingEnd.Failed(
                            failed.reason(),
                            failed.detail().isEmpty() ? lastLines : failed.detail(),
                            failed.worthRetrying())
                    : end;
        } catch (IOException | BadDocument unreadable) {
            return new TrainingEnd.Failed(
                    "the trainer ended without an answer that can be read: " + unreadable.getMessage(),
                    lastLines,
                    true);
        }
    }
}
