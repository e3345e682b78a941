package dev.tradespace.api.search;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;

/**
 * A strategy that a search can use, found by {@link java.util.ServiceLoader}. Every method is pure and cheap.
 */
public interface SearchStrategyPlugin {
    /** The strategy's id, kebab-case and unique: {@code regularized-evolution}. */
    String id();

    /** The strategy's name for people. */
    String title();

    /** Description: what it does and when to choose it, in one or two sentences, with its source. */
    String description();

    /** The settings; their defaults are a good choice for any problem. */
    default SearchSpace settings() {
        return SearchSpace.of();
    }

    /**
     * Why it cannot work on a problem: "grid needs a space that can be counted".
     *
     * @param problem what would be searched
     * @param settings a point of {@link #settings()}
     * @return what stands against it, empty where nothing does
     */
    default List<Problem> check(SearchProblem problem, Configuration settings) {
        return List.of();
    }

    /**
     * A strategy at the beginning of a search.
     *
     * @param problem what is searched; it passed {@link #check}
     * @param settings a point of {@link #settings()}
     */
    SearchStrategy start(SearchProblem problem, Configuration settings);
}
