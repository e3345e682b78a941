package dev.tradespace.server.training;

import dev.tradespace.hardware.Answerer;
import dev.tradespace.training.Trainer;

/**
 * What a platform trains with.
 *
 * @param datasets the datasets
 * @param trainer what trains
 * @param answerer what asks models about images
 */
public record TrainingParts(DatasetProvider datasets, Trainer trainer, Answerer answerer) {}
