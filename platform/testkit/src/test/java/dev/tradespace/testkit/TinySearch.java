package dev.tradespace.testkit;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The smallest sound strategy; broken ones change a part of it. */
public class TinySearch implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "tiny-search";
    }

    @Override
    public String title() {
        return "Tiny";
    }

    @Override
    public String description() {
        return "Draws a hundred times and takes the first that is new.";
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        return new Drawing(problem);
    }

    /** Draws. */
    static class Drawing implements SearchStrategy {
        final SearchProblem problem;
        private final Set<String> asked = new HashSet<>();

        Drawing(SearchProblem problem) {
            this.problem = problem;
        }

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            for (int i = 0; i < 100; i++) {
                Configuration drawn = problem.space().random(random);
                if (problem.cheapMetrics(drawn) instanceof CheapMetrics.Valid valid
                        && problem.mayBeFeasible(valid)
                        && asked.add(valid.canonicalKey())) {
                    return new Suggestion.Propose(Proposal.full(drawn));
                }
            }
            return new Suggestion.Exhausted("a hundred draws showed nothing new");
        }

        @Override
        public void tell(Trial trial) {}
    }
}
