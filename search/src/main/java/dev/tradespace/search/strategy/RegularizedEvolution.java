package dev.tradespace.search.strategy;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Neighbourhood;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Regularized (aging) evolution: the best of a tournament is mutated, and the child replaces the oldest of the
 * population.
 *
 * @source Real, Aggarwal, Huang &amp; Le 2019, "Regularized evolution for image classifier architecture search",
 *     algorithm 1
 */
public final class RegularizedEvolution implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "regularized-evolution";
    }

    @Override
    public String title() {
        return "Regularized evolution";
    }

    @Override
    public String description() {
        return "Mutates the best of a tournament and lets the oldest die; for one objective and a hundred trials or"
                + " more (Real et al. 2019).";
    }

    @Override
    public SearchSpace settings() {
        return SearchSpace.of(
                Parameter.integers("population", 2, 10_000, 20).meaning("how many are alive"),
                Parameter.integers("tournament", 1, 10_000, 5)
                        .meaning("how many are drawn, of whom the best has a child"));
    }

    @Override
    public List<Problem> check(SearchProblem problem, Configuration settings) {
        return problem.objectives().size() == 1
                ? List.of()
                : List.of(new Problem(
                        "aims",
                        "it orders by one objective, was given "
                                + problem.objectives().size() + "; nsga2 takes several"));
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        return new Evolving(problem, settings.integer("population"), settings.integer("tournament"));
    }

    private static final class Evolving implements SearchStrategy {
        private final SearchProblem problem;
        private final int population;
        private final int tournament;
        private final UnseenSampler sampler;
        private final Neighbourhood neighbourhood;
        private final List<ConstrainedPoint> alive = new ArrayList<>();
        private int asked;

        Evolving(SearchProblem problem, int population, int tournament) {
            this.problem = problem;
            this.population = population;
            this.tournament = tournament;
            sampler = new UnseenSampler(problem);
            neighbourhood = new Neighbourhood(problem.space());
        }

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            if (asked++ < population || alive.isEmpty()) {
                return sampler.anywhere(random);
            }
            return sampler.child(() -> neighbourhood.mutate(parent(random), random))
                    .map(sampler::ask)
                    .orElseGet(() -> sampler.anywhere(random));
        }

        private Configuration parent(RandomGenerator random) {
            ConstrainedPoint best = alive.get(random.nextInt(alive.size()));
            for (int i = 1; i < tournament; i++) {
                ConstrainedPoint other = alive.get(random.nextInt(alive.size()));
                best = other.dominates(best) ? other : best;
            }
            return best.configuration();
        }

        @Override
        public void tell(Trial trial) {
            Optional<ConstrainedPoint> point = ConstrainedPoint.of(problem, trial);
            point.ifPresent(alive::add);
            if (alive.size() > population) {
                alive.remove(0);
            }
        }
    }
}
