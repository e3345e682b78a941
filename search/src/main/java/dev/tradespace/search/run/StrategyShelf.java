package dev.tradespace.search.run;

import dev.tradespace.api.search.SearchStrategyPlugin;
import java.util.List;
import java.util.Optional;

/** The strategies that a search may name. */
public interface StrategyShelf {
    /** The strategy of this id. */
    Optional<SearchStrategyPlugin> find(String id);

    /** All ids. */
    List<String> ids();
}
