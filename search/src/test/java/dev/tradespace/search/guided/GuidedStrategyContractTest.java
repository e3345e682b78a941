package dev.tradespace.search.guided;

import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.testkit.SearchStrategyContract;

class GuidedStrategyContractTest extends SearchStrategyContract {
    @Override
    protected SearchStrategyPlugin plugin() {
        return new GuidedStrategy();
    }
}
