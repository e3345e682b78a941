package dev.tradespace.search.strategy;

import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Neighbourhood;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Local search (hill climbing) with restarts, from the best of a few random configurations. For several objectives it
 * is Pareto local search: it keeps the non-dominated set and explores the neighbourhood of each member.
 *
 * @source White, Nolen &amp; Savani 2021, "Exploring the loss landscape in neural architecture search" (one objective);
 *     Paquete, Chiarandini &amp; Stuetzle 2004, "Pareto local optimum sets in the biobjective traveling salesman
 *     problem: an experimental study" (several)
 */
public final class LocalSearch implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "local-search";
    }

    @Override
    public String title() {
        return "Local search";
    }

    @Override
    public String description() {
        return "Tries the neighbours of the best so far and begins anew where none is better; strong where accuracy is"
                + " not noisy (White et al. 2021; for several objectives Paquete et al. 2004).";
    }

    @Override
    public SearchSpace settings() {
        return SearchSpace.of(Parameter.integers("draws", 1, 10_000, 10)
                .meaning("how many are drawn at first, of which the best begins the first climb"));
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        return new Climbing(problem, settings.integer("draws"));
    }

    private static final class Climbing implements SearchStrategy {
        /** Largest neighbourhood that is enumerated. */
        private static final int NEIGHBOURS = 500;
        /** Neighbours sampled of a larger one. */
        private static final int DRAWN = 20;

        private final SearchProblem problem;
        private final int draws;
        private final UnseenSampler sampler;
        private final Neighbourhood neighbourhood;
        private final boolean countable;
        private final List<ConstrainedPoint> best = new ArrayList<>();
        private final Set<Configuration> surrounded = new HashSet<>();
        private final Deque<Configuration> around = new ArrayDeque<>();
        private int asked;

        Climbing(SearchProblem problem, int draws) {
            this.problem = problem;
            this.draws = draws;
            sampler = new UnseenSampler(problem);
            neighbourhood = new Neighbourhood(problem.space());
            countable = countable(problem.space());
        }

        private static boolean countable(SearchSpace space) {
            long neighbours = 0;
            for (Parameter parameter : space.parameters()) {
                Domain domain = parameter.domain();
                if (domain.size().isEmpty() || domain.size().get().bitLength() > 31) {
                    return false;
                }
                neighbours += domain.size().get().longValue() - 1;
            }
            return neighbours <= NEIGHBOURS;
        }

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            if (asked++ < draws) {
                return sampler.anywhere(random);
            }
            Optional<Configuration> next = nextAround();
            while (next.isEmpty() && lookAround(random)) {
                next = nextAround();
            }
            if (next.isPresent()) {
                return sampler.ask(next.get());
            }
            best.clear();
            return sampler.anywhere(random);
        }

        private Optional<Configuration> nextAround() {
            while (!around.isEmpty()) {
                Configuration next = around.remove();
                if (sampler.allows(next)) {
                    return Optional.of(next);
                }
            }
            return Optional.empty();
        }

        /** Queues the neighbourhood of one of the best that is not explored yet; says whether there was one. */
        private boolean lookAround(RandomGenerator random) {
            List<ConstrainedPoint> open = best.stream()
                    .filter(point -> !surrounded.contains(point.configuration()))
                    .toList();
            if (open.isEmpty()) {
                return false;
            }
            Configuration centre = open.get(random.nextInt(open.size())).configuration();
            surrounded.add(centre);
            List<Configuration> neighbours = new ArrayList<>();
            if (countable) {
                neighbours.addAll(neighbourhood.neighbours(centre));
                for (int i = neighbours.size() - 1; i > 0; i--) {
                    Collections.swap(neighbours, i, random.nextInt(i + 1));
                }
            } else {
                for (int i = 0; i < DRAWN; i++) {
                    neighbourhood.mutate(centre, random).ifPresent(neighbours::add);
                }
            }
            around.addAll(neighbours);
            return true;
        }

        @Override
        public void tell(Trial trial) {
            Optional<ConstrainedPoint> told = ConstrainedPoint.of(problem, trial);
            if (told.isEmpty()
                    || best.stream().anyMatch(point -> !told.get().dominates(point) && isAsGood(point, told.get()))) {
                return;
            }
            boolean better = best.removeIf(told.get()::dominates);
            best.add(told.get());
            if (better) {
                around.clear();
            }
        }

        private static boolean isAsGood(ConstrainedPoint one, ConstrainedPoint other) {
            return one.dominates(other)
                    || (one.violation() == other.violation() && one.costs().equals(other.costs()));
        }
    }
}
