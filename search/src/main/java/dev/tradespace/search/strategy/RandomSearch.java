package dev.tradespace.search.strategy;

import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import java.util.random.RandomGenerator;

/**
 * Random search: uniform sampling, each architecture once.
 *
 * @source Bergstra &amp; Bengio 2012, "Random search for hyper-parameter optimization"
 */
public final class RandomSearch implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "random";
    }

    @Override
    public String title() {
        return "Random search";
    }

    @Override
    public String description() {
        return "Draws parameter by parameter, each architecture once: what every other strategy must beat (Bergstra &"
                + " Bengio 2012).";
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        UnseenSampler sampler = new UnseenSampler(problem);
        return new SearchStrategy() {
            @Override
            public Suggestion ask(int number, RandomGenerator random) {
                return sampler.anywhere(random);
            }

            @Override
            public void tell(Trial trial) {
                // What came of a draw changes no other draw.
            }
        };
    }
}
