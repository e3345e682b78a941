package com.example.climb;

import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.testkit.SearchStrategyContract;

class HillClimbingTest extends SearchStrategyContract {
    @Override
    protected SearchStrategyPlugin plugin() {
        return new HillClimbing();
    }
}
