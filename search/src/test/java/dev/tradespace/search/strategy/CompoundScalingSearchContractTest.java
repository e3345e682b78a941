package dev.tradespace.search.strategy;

import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.testkit.SearchStrategyContract;

class CompoundScalingSearchContractTest extends SearchStrategyContract {
    @Override
    protected SearchStrategyPlugin plugin() {
        return new CompoundScalingSearch();
    }
}
