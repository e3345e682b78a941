package dev.tradespace.runtime.training;

import dev.tradespace.core.training.Recipe;
import dev.tradespace.hardware.Answerer;
import dev.tradespace.training.Trainer;
import java.util.function.Function;

/**
 * What a platform trains with.
 *
 * @param datasets the datasets
 * @param recipes the recipe that each family begins with
 * @param trainer what trains
 * @param answerer what asks models about images
 */
public record TrainingParts(
        DatasetProvider datasets, Function<String, Recipe> recipes, Trainer trainer, Answerer answerer) {}
