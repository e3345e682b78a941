package dev.tradespace.search.strategy;

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
 * NSGA-II: binary tournaments on front and crowding distance, uniform crossover and mutation, and elitist survival of
 * parents and children together. Each architecture is proposed once. A generation ends when as many children have been
 * told as there are parents: nobody waits for one that does not come back.
 *
 * @source Deb, Pratap, Agarwal &amp; Meyarivan 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II"
 */
public final class Nsga2 implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "nsga2";
    }

    @Override
    public String title() {
        return "NSGA-II";
    }

    @Override
    public String description() {
        return "A genetic algorithm that keeps a whole front and spreads it out; for several objectives and some"
                + " hundred trials (Deb et al. 2002).";
    }

    @Override
    public SearchSpace settings() {
        return SearchSpace.of(
                Parameter.integers("population", 2, 10_000, 40).meaning("how many parents a generation has"),
                Parameter.reals("crossover", 0, 1, 0.9).meaning("how often a child has two parents"));
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        return new Breeding(problem, settings.integer("population"), settings.real("crossover"));
    }

    private static final class Breeding implements SearchStrategy {
        private final SearchProblem problem;
        private final int population;
        private final double crossover;
        private final UnseenSampler sampler;
        private final Neighbourhood neighbourhood;
        private final List<ConstrainedPoint> children = new ArrayList<>();
        private NonDominatedSorting parents = new NonDominatedSorting(List.of());
        private int asked;

        Breeding(SearchProblem problem, int population, double crossover) {
            this.problem = problem;
            this.population = population;
            this.crossover = crossover;
            sampler = new UnseenSampler(problem);
            neighbourhood = new Neighbourhood(problem.space());
        }

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            if (asked++ < population || parents.size() == 0) {
                return sampler.anywhere(random);
            }
            return sampler.child(() -> Optional.of(child(random)))
                    .map(sampler::ask)
                    .orElseGet(() -> sampler.anywhere(random));
        }

        private Configuration child(RandomGenerator random) {
            Configuration child = parent(random);
            if (random.nextDouble() < crossover) {
                child = neighbourhood.crossover(child, parent(random), random);
            }
            int parameters = child.values().size();
            for (int i = 0; i < parameters; i++) {
                if (random.nextInt(parameters) == 0) {
                    child = neighbourhood.mutate(child, random).orElse(child);
                }
            }
            return child;
        }

        /** Binary tournament. */
        private Configuration parent(RandomGenerator random) {
            int one = random.nextInt(parents.size());
            int other = random.nextInt(parents.size());
            return parents.member(parents.compare(one, other) <= 0 ? one : other)
                    .configuration();
        }

        @Override
        public void tell(Trial trial) {
            ConstrainedPoint.of(problem, trial).ifPresent(children::add);
            if (children.size() == population) {
                List<ConstrainedPoint> all = new ArrayList<>();
                for (int i = 0; i < parents.size(); i++) {
                    all.add(parents.member(i));
                }
                all.addAll(children);
                children.clear();
                parents = new NonDominatedSorting(new NonDominatedSorting(all).best(population));
            }
        }
    }
}
