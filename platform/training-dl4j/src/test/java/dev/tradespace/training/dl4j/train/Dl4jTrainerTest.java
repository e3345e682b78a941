package dev.tradespace.training.dl4j.train;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainerContract;
import dev.tradespace.training.TrainingEnd;
import org.junit.jupiter.api.Test;

class Dl4jTrainerTest extends TrainerContract {
    @Override
    protected Trainer trainer() {
        return new Dl4jTrainer(1 << 30);
    }

    @Test
    void refusesABatchThatMemoryHasNoRoomForAndNamesHalfOfIt() {
        TrainingEnd end = new Dl4jTrainer(10_000).train(shortRequest("large"), new Trainer.Listener() {
            @Override
            public void progress(TrainingProgress progress) {
                throw new AssertionError("nothing was to begin");
            }

            @Override
            public void epoch(EpochPoint point) {
                throw new AssertionError("nothing was to begin");
            }
        });
        TrainingEnd.Failed failed = assertInstanceOf(TrainingEnd.Failed.class, end, end::toString);
        assertTrue(
                failed.reason().matches("a batch of 16 takes about .* try half the batch, 8 instead of 16"),
                failed::reason);
    }
}
