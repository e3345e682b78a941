package dev.tradespace.search.run;

import dev.tradespace.api.search.SearchStrategyPlugin;
import java.util.List;
import java.util.Optional;

/** The strategies that a search may name. */
public interface StrategyShelf {
    /** A shelf with nothing on it. */
    StrategyShelf EMPTY = new StrategyShelf() {
        @Override
        public Optional<SearchStrategyPlugin> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<String> ids() {
            return List.of();
        }
    };

    /** The strategy of this id. */
    Optional<SearchStrategyPlugin> find(String id);

    /** All ids. */
    List<String> ids();
}
