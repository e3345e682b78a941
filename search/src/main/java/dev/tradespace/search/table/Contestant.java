package dev.tradespace.search.table;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.search.strategy.StrategyFailure;
import java.util.List;

/**
 * A strategy that takes part in a comparison.
 *
 * @param name under which it stands, one of its own in a comparison: the strategy's id, or {@code auto}
 * @param strategy the strategy
 * @param settings a point of its settings
 */
public record Contestant(String name, Strategy strategy, Configuration settings) {
    /** A strategy that takes part under its own id. */
    public Contestant(Strategy strategy, Configuration settings) {
        this(strategy.id(), strategy, settings);
    }

    /** Why the strategy cannot work on a table; a failure of its check is one reason. */
    public List<Problem> objections(ResultTable table) {
        try {
            return strategy.check(table.problem(), settings);
        } catch (StrategyFailure failure) {
            return List.of(new Problem("", String.valueOf(failure.getMessage())));
        }
    }
}
