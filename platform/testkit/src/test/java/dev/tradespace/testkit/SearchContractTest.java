package dev.tradespace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.BudgetProgress;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract itself: each way to break it is found by the tests that are there for it, and by no other. */
class SearchContractTest {
    /** Every test that lets a strategy work on problems that can be worked on. */
    private static final Set<String> EVERY_PLAY = Set.of(
            "proposesWhatCanBeTried",
            "answersTheSameToTheSameCalls",
            "keepsNothingOutsideASearch",
            "isRebuiltFromWhatWasAskedAndTold",
            "endsWhereThereIsNothingLeft",
            "goesOnWhenEverythingFails",
            "mayBeAskedBeforeAnythingIsTold");

    static final class Sound extends SearchStrategyContract {
        @Override
        protected SearchStrategyPlugin plugin() {
            return new TinySearch();
        }
    }

    /** A strategy that ends with its budget, by the progress that it was told. */
    static final class Thrifty extends Broken {
        @Override
        SearchStrategy start(SearchProblem problem) {
            BudgetProgress progress = new BudgetProgress(problem.budget());
            return new TinySearch.Drawing(problem) {
                @Override
                public Suggestion ask(int number, RandomGenerator random) {
                    Duration next = progress.expectedTime(Fidelity.FULL).orElse(Duration.ZERO);
                    boolean over = progress.evaluationsLeft().orElse(1) < 1
                            || progress.timeLeft().orElse(next).compareTo(next) < 0;
                    return over ? new Suggestion.Exhausted("the budget is spent") : super.ask(number, random);
                }

                @Override
                public void tell(Trial trial) {
                    progress.tell(trial);
                }
            };
        }
    }

    /** A strategy that no service file names, as are all that follow. */
    abstract static class Broken extends SearchStrategyContract {
        @Override
        protected SearchStrategyPlugin plugin() {
            return new TinySearch() {
                @Override
                public String id() {
                    return name();
                }

                @Override
                public SearchSpace settings() {
                    return Broken.this.settings();
                }

                @Override
                public List<Problem> check(SearchProblem problem, Configuration settings) {
                    return Broken.this.check();
                }

                @Override
                public SearchStrategy start(SearchProblem problem, Configuration settings) {
                    return Broken.this.start(problem);
                }
            };
        }

        String name() {
            return "broken";
        }

        SearchSpace settings() {
            return SearchSpace.of();
        }

        List<Problem> check() {
            return List.of();
        }

        SearchStrategy start(SearchProblem problem) {
            return new TinySearch.Drawing(problem);
        }
    }

    static final class Unlisted extends Broken {}

    static final class Shouting extends Broken {
        @Override
        String name() {
            return "TINY";
        }
    }

    static final class Terse extends Broken {
        @Override
        SearchSpace settings() {
            return SearchSpace.of(Parameter.flag("greedy", true));
        }
    }

    static final class Picky extends Broken {
        @Override
        List<Problem> check() {
            return List.of(new Problem("aims", "it likes none"));
        }
    }

    static final class Straying extends Broken {
        @Override
        SearchStrategy start(SearchProblem problem) {
            return new TinySearch.Drawing(problem) {
                @Override
                public Suggestion ask(int number, RandomGenerator random) {
                    return new Suggestion.Propose(Proposal.full(
                            SearchSpace.of(Parameter.flag("elsewhere", true)).defaults()));
                }
            };
        }
    }

    static final class Dicing extends Broken {
        private static final SplittableRandom DICE = new SplittableRandom(1);

        @Override
        SearchStrategy start(SearchProblem problem) {
            return new TinySearch.Drawing(problem) {
                @Override
                public Suggestion ask(int number, RandomGenerator random) {
                    return super.ask(number, DICE);
                }
            };
        }
    }

    static final class Hoarding extends Broken {
        @Override
        SearchStrategy start(SearchProblem problem) {
            return new TinySearch.Drawing(problem) {
                private RandomGenerator first = new SplittableRandom(1);

                @Override
                public Suggestion ask(int number, RandomGenerator random) {
                    first = number == 0 ? random : first;
                    return super.ask(number, first);
                }
            };
        }
    }

    static final class Endless extends Broken {
        @Override
        SearchStrategy start(SearchProblem problem) {
            return new TinySearch.Drawing(problem) {
                @Override
                public Suggestion ask(int number, RandomGenerator random) {
                    Suggestion suggestion = super.ask(number, random);
                    return suggestion instanceof Suggestion.Exhausted
                                    && problem.space().parameters().size() < 2
                            ? new Suggestion.Propose(
                                    Proposal.full(problem.space().defaults()))
                            : suggestion;
                }
            };
        }
    }

    static final class Waiting extends Broken {
        @Override
        SearchStrategy start(SearchProblem problem) {
            return new TinySearch.Drawing(problem) {
                @Override
                public Suggestion ask(int number, RandomGenerator random) {
                    return new Suggestion.Wait();
                }
            };
        }
    }

    static final class Fragile extends Broken {
        @Override
        SearchStrategy start(SearchProblem problem) {
            return new TinySearch.Drawing(problem) {
                @Override
                public void tell(Trial trial) {
                    if (trial.outcome() instanceof Trial.Outcome.Failed failed) {
                        throw new IllegalStateException(failed.reason());
                    }
                }
            };
        }
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                arguments(Sound.class, Set.of()),
                arguments(Thrifty.class, Set.of("isFoundByTheServiceLoader")),
                arguments(Unlisted.class, Set.of()),
                arguments(Shouting.class, Set.of("hasAKebabCaseIdATitleAndADescription")),
                arguments(Terse.class, Set.of("explainsItsSettings")),
                arguments(Picky.class, Set.of("takesOnSomeProblem")),
                arguments(Straying.class, EVERY_PLAY),
                arguments(
                        Dicing.class,
                        Set.of(
                                "answersTheSameToTheSameCalls",
                                "keepsNothingOutsideASearch",
                                "isRebuiltFromWhatWasAskedAndTold")),
                arguments(Hoarding.class, EVERY_PLAY),
                arguments(Endless.class, Set.of("endsWhereThereIsNothingLeft")),
                arguments(Waiting.class, EVERY_PLAY),
                arguments(Fragile.class, Set.of("isRebuiltFromWhatWasAskedAndTold", "goesOnWhenEverythingFails")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaches")
    void findsEachBreach(Class<?> contract, Set<String> failing) {
        Set<String> expected = new TreeSet<>(failing);
        if (Broken.class.isAssignableFrom(contract)) {
            expected.add("isFoundByTheServiceLoader");
        }
        assertEquals(expected, Failing.of(contract));
    }
}
