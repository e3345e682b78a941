package dev.tradespace.training.dl4j.train;

import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainerContract;
import dev.tradespace.training.worker.ForkedTrainer;

class Dl4jForkedTrainerTest extends TrainerContract {
    @Override
    protected Trainer trainer() {
        return new ForkedTrainer(ForkedClassPath.JARS);
    }
}
