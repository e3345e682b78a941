package dev.tradespace.search.table;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.search.strategy.StrategyFailure;
import java.util.List;

/**
 * A strategy that takes part in a comparison.
 *
 * @param strategy the strategy
 * @param settings a point of its settings
 */
public record Entrant(Strategy strategy, Configuration settings) {
    /** What the strategy has against a table; that it fails to look at it is one thing. */
    public List<Problem> objections(ResultTable table) {
        try {
            return strategy.check(table.problem(), settings);
        } catch (StrategyFailure failure) {
            return List.of(new Problem("", String.valueOf(failure.getMessage())));
        }
    }
}
