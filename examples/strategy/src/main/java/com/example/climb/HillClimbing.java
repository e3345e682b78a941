package com.example.climb;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Neighbourhood;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic hill climbing for one objective: mutates the best configuration so far, and draws evenly while there is
 * none.
 */
public final class HillClimbing implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "hill-climbing";
    }

    @Override
    public String title() {
        return "Hill climbing";
    }

    @Override
    public String description() {
        return "Changes one parameter of the best network so far.";
    }

    @Override
    public List<Problem> check(SearchProblem problem, Configuration settings) {
        return problem.objectives().size() == 1
                ? List.of()
                : List.of(new Problem(
                        "/objectives",
                        "hill-climbing has one objective, was given "
                                + problem.objectives().size()));
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        return new Climb(problem);
    }

    private static final class Climb implements SearchStrategy {
        /** Draws for one trial before the space counts as exhausted. */
        private static final int MOST_DRAWS = 1_000;

        private final SearchProblem problem;
        private final Objective objective;
        private final Neighbourhood neighbourhood;
        /** Canonical keys: two configurations may be one network, which is evaluated once. */
        private final Set<String> seen = new HashSet<>();

        private @Nullable Configuration best;
        private double bestValue;

        Climb(SearchProblem problem) {
            this.problem = problem;
            this.objective = problem.objectives().get(0);
            this.neighbourhood = new Neighbourhood(problem.space());
        }

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            for (int draw = 0; draw < MOST_DRAWS; draw++) {
                Configuration candidate = candidate(random, draw);
                if (problem.cheapMetrics(candidate) instanceof CheapMetrics.Valid known
                        && problem.mayBeFeasible(known)
                        && seen.add(known.canonicalKey())) {
                    return new Suggestion.Propose(Proposal.full(candidate));
                }
            }
            return new Suggestion.Exhausted("no new network was found in " + MOST_DRAWS + " draws");
        }

        /**
         * A neighbour of the best; anywhere in the second half of the draws, when all neighbours may have been seen.
         */
        private Configuration candidate(RandomGenerator random, int draw) {
            Configuration from = best;
            return from == null || draw > MOST_DRAWS / 2
                    ? problem.space().random(random)
                    : neighbourhood.mutate(from, random).orElse(from);
        }

        @Override
        public void tell(Trial trial) {
            if (trial.outcome() instanceof Trial.Outcome.Completed completed
                    && problem.constraints().stream()
                            .allMatch(constraint -> constraint.allows(value(completed, constraint.metric())))) {
                double value = value(completed, objective.metric());
                if (best == null || (objective.goal() == Goal.MAXIMIZE ? value > bestValue : value < bestValue)) {
                    best = trial.proposal().configuration();
                    bestValue = value;
                }
            }
        }

        private static double value(Trial.Outcome.Completed completed, String metric) {
            return completed.values().getOrDefault(metric, Double.NaN);
        }
    }
}
