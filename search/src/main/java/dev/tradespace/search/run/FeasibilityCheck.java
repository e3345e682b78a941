package dev.tradespace.search.run;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Neighbourhood;
import dev.tradespace.search.strategy.LeastViolation;
import dev.tradespace.search.strategy.LeastViolation.Nearest;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Feasibility check: whether any configuration of a space keeps the constraints on cheap metrics. A small space is
 * enumerated; a large one is sampled, and a local search descends from the best. It ends with the first feasible
 * configuration, in most spaces the first of all.
 */
final class FeasibilityCheck {
    private static final int MOST_ENUMERATED = 4000;
    private static final int DRAWS = 200;
    private static final int STEPS = 1000;
    /** Steps in a row without progress that end the descent. */
    private static final int VAIN_STEPS = 150;
    /** The answer is the same whenever one asks. */
    private static final long SEED = 7;

    private final SearchProblem problem;
    private final List<Constraint> constraints;
    private final List<RooflineBound> bounds;
    private final LeastViolation violations;

    private FeasibilityCheck(SearchProblem problem, Rules rules) {
        this.problem = problem;
        this.bounds = rules.bounds();
        this.constraints = Stream.concat(
                        problem.constraints().stream().filter(constraint -> problem.isCheap(constraint.metric())),
                        bounds.stream().map(RooflineBound::counted))
                .toList();
        this.violations = new LeastViolation(constraints, problem::cheapMetrics);
    }

    /**
     * Why nothing is feasible, a sentence with the nearest miss and the constraint that it violates; empty where
     * something is.
     */
    static Optional<String> nothingFits(SearchProblem problem, Rules rules) {
        return new FeasibilityCheck(problem, rules).search();
    }

    private Optional<String> search() {
        Optional<BigInteger> size = problem.space().size();
        boolean whole = size.filter(count -> count.compareTo(BigInteger.valueOf(MOST_ENUMERATED)) <= 0)
                .isPresent();
        boolean found = whole ? enumerate() : draw() || walk();
        return found ? Optional.empty() : Optional.of(sentence(whole));
    }

    private boolean enumerate() {
        Iterator<Configuration> grid = problem.space().grid().iterator();
        while (grid.hasNext()) {
            if (fits(grid.next())) {
                return true;
            }
        }
        return false;
    }

    private boolean draw() {
        RandomGenerator random = new SplittableRandom(SEED);
        return Stream.concat(
                        Stream.of(problem.space().defaults()),
                        Stream.generate(() -> problem.space().random(random)).limit(DRAWS))
                .anyMatch(this::fits);
    }

    /** Descent in constraint violation, one parameter at a time. */
    private boolean walk() {
        RandomGenerator random = new SplittableRandom(SEED + 1);
        Neighbourhood neighbourhood = new Neighbourhood(problem.space());
        Optional<Nearest> from = violations.nearest();
        int vain = 0;
        for (int step = 0; step < STEPS && vain < VAIN_STEPS && from.isPresent(); step++) {
            Optional<Configuration> next = neighbourhood.mutate(from.get().configuration(), random);
            if (next.isPresent() && fits(next.get())) {
                return true;
            }
            vain = violations.nearest().equals(from) ? vain + 1 : 0;
            from = violations.nearest();
        }
        return false;
    }

    private boolean fits(Configuration configuration) {
        return violations.feasible(configuration).isPresent();
    }

    private String sentence(boolean whole) {
        int checked = violations.checked();
        boolean only = whole && checked == 1;
        String all = whole
                ? (only ? "the only network" : "none of the " + checked + " networks") + " of the space"
                : "none of " + checked + " networks tried";
        return violations
                .nearest()
                .map(miss -> all + (only ? " does not keep" : " keeps") + " every limit; the nearest, "
                        + miss.configuration() + ", " + broken(miss.known()))
                .orElseGet(
                        () -> all + (only ? " cannot be built: " : " can be built; the last: ") + violations.invalid());
    }

    private String broken(CheapMetrics.Valid known) {
        for (RooflineBound bound : bounds) {
            if (bound.isBroken(known.metrics())) {
                return NearestMiss.byCount(bound, known.metric(bound.counted().metric()));
            }
        }
        Constraint broken = constraints.stream()
                .filter(constraint -> !constraint.allows(known.metric(constraint.metric())))
                .findFirst()
                .orElseThrow();
        return NearestMiss.has(broken, known.metric(broken.metric()));
    }
}
