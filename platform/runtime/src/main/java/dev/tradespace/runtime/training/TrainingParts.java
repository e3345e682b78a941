package dev.tradespace.runtime.training;

import dev.tradespace.hardware.Answerer;
import dev.tradespace.training.Trainer;

/**
 * What a platform trains with.
 *
 * @param shelf the datasets
 * @param trainer what trains
 * @param answerer what asks models about images
 */
public record TrainingParts(DatasetCatalogue shelf, Trainer trainer, Answerer answerer) {}
