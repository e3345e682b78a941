package dev.tradespace.search.strategy;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Neighbourhood;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sampler of architectures that were not proposed yet, are valid and may be feasible. Every way ends: after a number of
 * draws, or of points of a small space.
 */
final class UnseenSampler {
    /** Children drawn before a uniform sample replaces them. */
    private static final int CHILDREN = 50;
    /** Uniform samples before other ways are tried. */
    private static final int DRAWS = 200;
    /** Descent steps in constraint violation, where no sample is feasible. */
    private static final int STEPS = 2_000;
    /** Largest space that is enumerated when sampling finds nothing. */
    private static final BigInteger SMALL = BigInteger.valueOf(20_000);

    private final SearchProblem problem;
    private final Neighbourhood neighbourhood;
    private final Set<String> asked = new HashSet<>();
    private final boolean small;
    private @Nullable Iterator<Configuration> walk;
    private final LeastViolation violations;

    UnseenSampler(SearchProblem problem) {
        this.problem = problem;
        this.neighbourhood = new Neighbourhood(problem.space());
        this.violations = new LeastViolation(problem.constraints(), problem::cheapMetrics);
        this.small =
                problem.space().size().map(size -> size.compareTo(SMALL) <= 0).orElse(false);
    }

    /** Whether it is valid, may be feasible, and is an architecture that was not proposed. */
    boolean allows(Configuration configuration) {
        return violations
                .feasible(configuration)
                .filter(valid -> !asked.contains(valid.canonicalKey()))
                .isPresent();
    }

    /** Proposes a configuration. */
    Suggestion ask(Configuration configuration) {
        if (problem.cheapMetrics(configuration) instanceof CheapMetrics.Valid valid) {
            asked.add(valid.canonicalKey());
        }
        return new Suggestion.Propose(Proposal.full(configuration));
    }

    /** The first of some draws that is allowed. */
    Optional<Configuration> first(int draws, Supplier<Optional<Configuration>> draw) {
        for (int i = 0; i < draws; i++) {
            Optional<Configuration> drawn = draw.get().filter(this::allows);
            if (drawn.isPresent()) {
                return drawn;
            }
        }
        return Optional.empty();
    }

    /** The first of a few children that is allowed. */
    Optional<Configuration> child(Supplier<Optional<Configuration>> draw) {
        return first(CHILDREN, draw);
    }

    /** Proposes a uniform sample; the search is exhausted where none is found. */
    Suggestion anywhere(RandomGenerator random) {
        return first(DRAWS, () -> Optional.of(problem.space().random(random)))
                .or(this::walked)
                .or(() -> towardsTheLimits(random))
                .map(this::ask)
                .orElseGet(() -> new Suggestion.Exhausted(reason()));
    }

    /** The next of a small space in order; those passed were not allowed, and never will be. */
    private Optional<Configuration> walked() {
        if (!small) {
            return Optional.empty();
        }
        if (walk == null) {
            walk = problem.space().grid().iterator();
        }
        while (walk.hasNext()) {
            Configuration next = walk.next();
            if (allows(next)) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** Descent from the configuration of least constraint violation, by mutations that do not raise it. */
    private Optional<Configuration> towardsTheLimits(RandomGenerator random) {
        if (small) {
            return Optional.empty();
        }
        return first(
                STEPS,
                () -> violations.nearest().isPresent()
                        ? neighbourhood.mutate(violations.nearest().get().configuration(), random)
                        : Optional.of(problem.space().random(random)));
    }

    /** Why nothing is left to propose, a sentence. */
    String reason() {
        if (!asked.isEmpty()) {
            return small
                    ? "every architecture that may keep the limits has been asked about"
                    : "no further architecture that may keep the limits was found in " + (DRAWS + STEPS) + " draws";
        }
        return violations
                .nearest()
                .map(miss ->
                        (small ? "nothing in the space keeps the limits" : "nothing that keeps the limits was found")
                                + "; " + LeastViolation.sentence(miss, problem.constraints()))
                .orElseGet(() -> "no configuration is possible: " + violations.invalid());
    }
}
