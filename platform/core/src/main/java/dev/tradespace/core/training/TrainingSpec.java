package dev.tradespace.core.training;

import dev.tradespace.api.training.Recipe;
import java.util.OptionalInt;

/**
 * One training, wholly decided: with equal network and dataset an equal spec with a budget of epochs gives equal weights on one machine.
 *
 * @param dataset the dataset's id
 * @param recipe how
 * @param budget how long
 * @param subset train on so many images of the training split only, chosen by the seed; empty for all
 * @param threads replicas that share a batch, at least 1
 * @param seed of the first weights, the order of images and the augmentation
 */
public record TrainingSpec(String dataset, Recipe recipe, Budget budget, OptionalInt subset, int threads, long seed) {
    public TrainingSpec {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        if (subset.isPresent() && subset.getAsInt() < 1) {
            throw new IllegalArgumentException("subset must be at least 1, was " + subset.getAsInt());
        }
    }
}
