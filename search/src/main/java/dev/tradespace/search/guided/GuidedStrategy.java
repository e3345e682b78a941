package dev.tradespace.search.guided;

import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.Configuration;

/**
 * The strategy this project is about: what is known is used as known, the rest is predicted, and the next trial is the
 * one that promises most.
 */
public final class GuidedStrategy implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "guided";
    }

    @Override
    public String title() {
        return "Predictor-guided search";
    }

    @Override
    public String description() {
        return "Predicts what is not known beforehand by Gaussian processes and tries what promises the largest gain"
                + " in hypervolume within the limits; for any problem whose trials cost more than a few milliseconds"
                + " (after Jones et al. 1998 and Emmerich et al. 2016).";
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        return new GuidedSearch(problem);
    }
}
