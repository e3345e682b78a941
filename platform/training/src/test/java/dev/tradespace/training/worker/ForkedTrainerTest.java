package dev.tradespace.training.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedTrainerTest {
    private static final List<Path> CLASS_PATH = Arrays.stream(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .map(Path::of)
            .toList();
    private static final TrainingProgress PROGRESS = new TrainingProgress(1, 2, 3, 0.25, 1.5, 40, 1000, 9);
    private static final EpochPoint POINT = new EpochPoint(1, 10, 1.25, 50, 1.5, 45, 0.1, 2.5, 900);

    @TempDir
    Path folder;

    private final List<Object> heard = new ArrayList<>();
    private boolean impatient;

    private TrainingEnd train(String what) {
        Recipe recipe = new Recipe(
                Recipe.Optimizer.SGD, 0.1, Recipe.Schedule.COSINE, 0, 0, 64, 0, 0, 0, Recipe.Augmentation.NONE);
        TrainingSpec spec = new TrainingSpec(what, recipe, new Budget.Epochs(2), OptionalInt.empty(), 1, 1);
        TrainingRequest request =
                new TrainingRequest(folder.resolve("architecture.json"), folder.resolve("data"), spec, folder);
        return new ForkedTrainer(CLASS_PATH, StandIn.class.getName()).train(request, new Trainer.Listener() {
            @Override
            public void progress(TrainingProgress progress) {
                heard.add(progress);
            }

            @Override
            public void epoch(EpochPoint point) {
                heard.add(point);
                if (impatient) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    @Test
    void passesOnWhatTheProcessSays() {
        assertEquals(new TrainingEnd.Completed(2, 20, 87.5, 800, 123_456_789), train("completes"));
        assertEquals(List.of(PROGRESS, POINT), heard);
    }

    @Test
    void addsTheLastLinesToAFailure() {
        assertEquals(new TrainingEnd.Failed("the loss became NaN", "beginning fails", false), train("fails"));
    }

    @Test
    void aKilledProcessIsAFailureWorthAnotherTry() {
        assertEquals(
                new TrainingEnd.Failed(
                        "the trainer was killed by SIGKILL, as the kernel does when memory runs out; try half the"
                                + " batch, 32 instead of 64",
                        "beginning dies",
                        true),
                train("dies"));
        assertEquals(List.of(PROGRESS, POINT), heard, "what was told before the end counts");
    }

    @Test
    void aProcessThatEndsByItselfIsAFailureThatComesAgain() {
        assertEquals(
                new TrainingEnd.Failed("the trainer ended with exit code 7", "beginning exits", false), train("exits"));
        TrainingEnd.Failed silent = assertInstanceOf(TrainingEnd.Failed.class, train("says-nothing"));
        assertTrue(silent.reason().startsWith("the trainer ended without an answer"), silent::reason);
    }

    @Test
    void anInterruptKillsTheProcess() throws IOException {
        impatient = true;
        assertEquals(new TrainingEnd.Stopped(), train("waits"));
        assertTrue(Thread.interrupted(), "the flag is restored");
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")));
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }
}
