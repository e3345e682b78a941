package dev.tradespace.search.table;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.Configuration;
import java.util.List;

/**
 * A strategy that takes part in a comparison.
 *
 * @param plugin the strategy
 * @param settings a point of its settings
 */
public record Entrant(SearchStrategyPlugin plugin, Configuration settings) {
    /** What the strategy has against a table; the border to a strategy, which may be a stranger's. */
    public List<Problem> objections(ResultTable table) {
        try {
            return List.copyOf(plugin.check(table.problem(), settings));
        } catch (Throwable thrown) {
            return List.of(new Problem("", plugin.id() + " failed to look at the table: " + thrown));
        }
    }
}
