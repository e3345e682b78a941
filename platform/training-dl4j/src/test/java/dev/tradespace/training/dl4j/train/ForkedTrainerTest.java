package dev.tradespace.training.dl4j.train;

import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainerContract;
import dev.tradespace.training.worker.ForkedTrainer;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class ForkedTrainerTest extends TrainerContract {
    /** Surefire's own class path is one jar that names the others. */
    private static final List<Path> JARS = Arrays.stream(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .map(Path::of)
            .toList();

    @Override
    protected Trainer trainer() {
        return new ForkedTrainer(JARS);
    }
}
