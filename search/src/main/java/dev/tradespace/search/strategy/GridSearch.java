package dev.tradespace.search.strategy;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Grid search: every configuration in order, the last parameter moving fastest. */
public final class GridSearch implements SearchStrategyPlugin {
    /** Points in a row without a feasible one that end the search. */
    private static final int USELESS = 10_000;

    @Override
    public String id() {
        return "grid";
    }

    @Override
    public String title() {
        return "Grid search";
    }

    @Override
    public String description() {
        return "Goes through the whole space in order, each architecture once; for a space small enough to be tried as"
                + " a whole.";
    }

    @Override
    public List<Problem> check(SearchProblem problem, Configuration settings) {
        String reals = problem.space().parameters().stream()
                .filter(parameter -> parameter.domain().size().isEmpty())
                .map(Parameter::name)
                .collect(Collectors.joining(", "));
        return reals.isEmpty()
                ? List.of()
                : List.of(new Problem("space", "grid needs a space that can be counted, but these are real: " + reals));
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        UnseenSampler sampler = new UnseenSampler(problem);
        Iterator<Configuration> grid = problem.space().grid().iterator();
        return new SearchStrategy() {
            @Override
            public Suggestion ask(int number, RandomGenerator random) {
                for (int i = 0; i < USELESS && grid.hasNext(); i++) {
                    Configuration next = grid.next();
                    if (sampler.allows(next)) {
                        return sampler.ask(next);
                    }
                }
                return new Suggestion.Exhausted(
                        grid.hasNext()
                                ? "of the next " + USELESS + " points none is new, possible and within the limits"
                                : sampler.reason());
            }

            @Override
            public void tell(Trial trial) {
                // The order of a grid is fixed.
            }
        };
    }
}
