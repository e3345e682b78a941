package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.core.analysis.Analysis;

/**
 * A model's network with what was counted on it.
 *
 * @param model the model
 * @param architecture its network
 * @param analysis what was counted
 */
public record Built(Model model, Architecture architecture, Analysis analysis) {}
