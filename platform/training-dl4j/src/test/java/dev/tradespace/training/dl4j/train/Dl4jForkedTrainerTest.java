package dev.tradespace.training.dl4j.train;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainerContract;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.worker.ForkedTrainer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Dl4jForkedTrainerTest extends TrainerContract {
    private static final Trainer.Listener SILENT = new Trainer.Listener() {
        @Override
        public void progress(TrainingProgress progress) {}

        @Override
        public void epoch(EpochPoint point) {}
    };

    @Override
    protected Trainer trainer() {
        return new ForkedTrainer(ForkedClassPath.JARS);
    }

    /** A pipe in place of the file is gone as soon as somebody reads it, so that nobody can read it again. */
    @Test
    void readsTheNetworkOnce(@TempDir Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("architecture.json");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "there are named pipes");
        TrainingRequest plain = shortRequest("piped");
        byte[] network = Files.readAllBytes(plain.architecture());
        Thread writer = new Thread(() -> {
            // Opening waits for a reader.
            try (OutputStream out = Files.newOutputStream(pipe)) {
                Files.delete(pipe);
                out.write(network);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        writer.setDaemon(true);
        writer.start();

        TrainingEnd end =
                trainer().train(new TrainingRequest(pipe, plain.data(), plain.spec(), plain.folder()), SILENT);

        assertInstanceOf(TrainingEnd.Completed.class, end, end::toString);
        assertFalse(Files.exists(pipe), "it was read");
    }
}
