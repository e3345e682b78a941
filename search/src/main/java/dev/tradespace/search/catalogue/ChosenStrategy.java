package dev.tradespace.search.catalogue;

import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.search.strategy.CheckedStrategy;

/**
 * A strategy with its settings, chosen for a problem.
 *
 * @param strategy which
 * @param settings a point of its settings
 * @param why why it, one sentence for a person
 */
public record ChosenStrategy(Strategy strategy, Configuration settings, String why) {
    /** The strategy at the beginning of a search of the problem that it was chosen for; to be closed by the caller. */
    public CheckedStrategy start(SearchProblem problem) {
        return strategy.start(problem, settings);
    }
}
