package dev.tradespace.search.table;

import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.Configuration;

/**
 * A strategy that takes part in a comparison.
 *
 * @param plugin the strategy
 * @param settings a point of its settings
 */
public record Entrant(SearchStrategyPlugin plugin, Configuration settings) {}
