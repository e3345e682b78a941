package dev.tradespace.training.dl4j.train;

import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainerContract;

class Dl4jTrainerTest extends TrainerContract {
    @Override
    protected Trainer trainer() {
        return new Dl4jTrainer(1 << 30);
    }
}
