package dev.tradespace.search.strategy;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
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
    private @Nullable Configuration nearest;
    private double nearestViolation = Double.POSITIVE_INFINITY;
    private String invalid = "";

    UnseenSampler(SearchProblem problem) {
        this.problem = problem;
        this.neighbourhood = new Neighbourhood(problem.space());
        this.small =
                problem.space().size().map(size -> size.compareTo(SMALL) <= 0).orElse(false);
    }

    /** Whether it is valid, may be feasible, and is an architecture that was not proposed. */
    boolean allows(Configuration configuration) {
        CheapMetrics known = problem.cheapMetrics(configuration);
        if (!(known instanceof CheapMetrics.Valid valid)) {
            invalid = ((CheapMetrics.Invalid) known).reason();
            return false;
        }
        if (problem.mayBeFeasible(valid)) {
            return !asked.contains(valid.canonicalKey());
        }
        double violation = ConstrainedPoint.violation(problem.constraints(), valid.metrics());
        if (violation < nearestViolation) {
            nearestViolation = violation;
            nearest = configuration;
        }
        return false;
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
                () -> nearest == null
                        ? Optional.of(problem.space().random(random))
                        : neighbourhood.mutate(nearest, random));
    }

    /** Why nothing is left to propose, a sentence. */
    String reason() {
        if (!asked.isEmpty()) {
            return small
                    ? "every architecture that may keep the limits has been asked about"
                    : "no further architecture that may keep the limits was found in " + (DRAWS + STEPS) + " draws";
        }
        if (nearest != null && problem.cheapMetrics(nearest) instanceof CheapMetrics.Valid valid) {
            Configuration miss = nearest;
            return problem.constraints().stream()
                    .filter(constraint -> problem.isCheap(constraint.metric())
                            && !constraint.allows(valid.metric(constraint.metric())))
                    .findFirst()
                    .map(constraint -> nothingFits(miss, valid, constraint))
                    .orElse("nothing keeps the limits");
        }
        return "no configuration is possible: " + invalid;
    }

    private String nothingFits(Configuration miss, CheapMetrics.Valid valid, Constraint constraint) {
        return (small ? "nothing in the space keeps the limits" : "nothing that keeps the limits was found")
                + "; the nearest, " + miss + ", has " + constraint.metric() + " " + valid.metric(constraint.metric())
                + ", and " + constraint + " stops it";
    }
}
