package dev.tradespace.search.strategy;

import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.search.strategy.FidelityRungs.Spared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Asynchronous successive halving: a configuration among the best {@code 1/eta} of a rung is promoted to the next,
 * dearer one, the highest rung first; where none is, a new one begins at the lowest. With several objectives the best
 * are those of the first fronts and, within a front, those of the largest crowding distance.
 *
 * @source Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht &amp; Talwalkar 2020, "A system for massively
 *     parallel hyperparameter tuning", algorithm 2; Schmucker, Donini, Zafar, Salinas &amp; Archambeau 2021,
 *     "Multi-objective asynchronous successive halving"
 */
public final class Asha implements SearchStrategyPlugin {
    @Override
    public String id() {
        return "asha";
    }

    @Override
    public String title() {
        return "Asynchronous successive halving";
    }

    @Override
    public String description() {
        return "Tries many architectures on few epochs and little data and goes on with the best of them (Li et al."
                + " 2020; with several objectives by front, Schmucker et al. 2021). For budgets of few full trainings;"
                + " where a problem has no cheaper evaluation it has one rung and draws as random does.";
    }

    @Override
    public SearchSpace settings() {
        return SearchSpace.of(
                Parameter.integers("eta", 2, 10, 3)
                        .meaning("one of so many goes on, to an evaluation about so many times as dear"),
                // After less than 1/27 of a training networks have hardly begun to differ: that is the lowest of four.
                Parameter.integers("rungs", 1, 10, 4).meaning("how many fidelities at most, the full one included"),
                Parameter.choice(
                                "spare",
                                Arrays.stream(Spared.values())
                                        .map(Spared::option)
                                        .toArray(String[]::new))
                        .meaning("what a cheaper evaluation has less of"));
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        int eta = settings.integer("eta");
        Spared spared = Spared.of(settings.choice("spare"));
        return new Halving(
                problem, eta, FidelityRungs.rungs(problem.cheapest(), eta, settings.integer("rungs"), spared));
    }

    private static final class Halving implements SearchStrategy {
        private final SearchProblem problem;
        private final List<Rung> rungs;
        private final Map<Integer, Rung> outstanding = new HashMap<>();
        private final UnseenSampler sampler;

        Halving(SearchProblem problem, int eta, List<Fidelity> fidelities) {
            this.problem = problem;
            this.rungs =
                    fidelities.stream().map(fidelity -> new Rung(fidelity, eta)).toList();
            this.sampler = new UnseenSampler(problem);
        }

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            for (int rung = rungs.size() - 2; rung >= 0; rung--) {
                Optional<Configuration> next = rungs.get(rung).promote();
                if (next.isPresent()) {
                    return begin(number, next.get(), rungs.get(rung + 1));
                }
            }
            Suggestion drawn = sampler.anywhere(random);
            if (drawn instanceof Suggestion.Propose tried) {
                return begin(number, tried.proposal().configuration(), rungs.get(0));
            }
            return outstanding.isEmpty() ? rest(number, drawn) : new Suggestion.Wait();
        }

        /** With nothing new to begin, the best is promoted, until all are. */
        private Suggestion rest(int number, Suggestion end) {
            for (int rung = rungs.size() - 2; rung >= 0; rung--) {
                Optional<Configuration> next = rungs.get(rung).promoteAny();
                if (next.isPresent()) {
                    return begin(number, next.get(), rungs.get(rung + 1));
                }
            }
            return end;
        }

        private Suggestion begin(int number, Configuration configuration, Rung rung) {
            outstanding.put(number, rung);
            return new Suggestion.Propose(new Proposal(configuration, rung.fidelity));
        }

        /** Failed and pruned trials are not ranked in their rung. */
        @Override
        public void tell(Trial trial) {
            Rung rung = outstanding.remove(trial.number());
            if (rung != null && trial.outcome() instanceof Trial.Outcome.Completed) {
                ConstrainedPoint.of(problem, trial).ifPresent(rung::add);
            }
        }
    }

    /** A rung: what was evaluated at one fidelity, and what of it was promoted. */
    private static final class Rung {
        private final Fidelity fidelity;
        private final int eta;
        private final List<ConstrainedPoint> finished = new ArrayList<>();
        private final Set<Configuration> promoted = new HashSet<>();
        /** Those that may be promoted, until there is another result. */
        private List<ConstrainedPoint> best = List.of();

        private boolean stale;

        Rung(Fidelity fidelity, int eta) {
            this.fidelity = fidelity;
            this.eta = eta;
        }

        void add(ConstrainedPoint point) {
            finished.add(point);
            stale = true;
        }

        Optional<Configuration> promote() {
            if (stale) {
                best = best(finished.size() / eta);
                stale = false;
            }
            return first(best);
        }

        Optional<Configuration> promoteAny() {
            return first(best(finished.size()));
        }

        private Optional<Configuration> first(List<ConstrainedPoint> order) {
            return order.stream()
                    .map(ConstrainedPoint::configuration)
                    .filter(promoted::add)
                    .findFirst();
        }

        private List<ConstrainedPoint> best(int count) {
            if (count == 0) {
                return List.of();
            }
            if (finished.get(0).costs().size() > 1) {
                return new NonDominatedSorting(finished).best(count);
            }
            return finished.stream()
                    .sorted(Comparator.comparingDouble((ConstrainedPoint point) -> point.violation())
                            .thenComparingDouble(point -> point.costs().get(0)))
                    .limit(count)
                    .toList();
        }
    }
}
