package dev.tradespace.search.strategy;

import dev.tradespace.api.search.Ask;
import dev.tradespace.api.search.Known;
import dev.tradespace.api.search.Limit;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Moves;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which architectures a strategy has asked about, and bounded ways to one that it has not, that is possible, and that keeps the limits as far as they are
 * known. Every way ends: after a number of draws, or of points of a small space.
 */
final class Fresh {
    /** So many children are drawn before one from anywhere takes their place. */
    private static final int CHILDREN = 50;
    /** So many even draws before other ways are tried. */
    private static final int DRAWS = 200;
    /** So many steps towards the limits from the nearest miss, where draws did not keep them. */
    private static final int STEPS = 2_000;
    /** A space of so many points is walked through when draws find nothing. */
    private static final BigInteger SMALL = BigInteger.valueOf(20_000);

    private final SearchProblem problem;
    private final Moves moves;
    private final Set<String> asked = new HashSet<>();
    private final boolean small;
    private @Nullable Iterator<Configuration> walk;
    private @Nullable Configuration nearest;
    private double nearestViolation = Double.POSITIVE_INFINITY;
    private String impossible = "";

    Fresh(SearchProblem problem) {
        this.problem = problem;
        this.moves = new Moves(problem.space());
        this.small =
                problem.space().size().map(size -> size.compareTo(SMALL) <= 0).orElse(false);
    }

    /** Whether it can be tried, may keep the limits, and is no architecture that was asked about. */
    boolean allows(Configuration configuration) {
        Known known = problem.known(configuration);
        if (!(known instanceof Known.Possible possible)) {
            impossible = ((Known.Impossible) known).reason();
            return false;
        }
        if (problem.mayFit(possible)) {
            return !asked.contains(possible.canonicalKey());
        }
        double violation = Scored.violation(problem.limits(), possible.metrics());
        if (violation < nearestViolation) {
            nearestViolation = violation;
            nearest = configuration;
        }
        return false;
    }

    /** Asks about a configuration. */
    Ask ask(Configuration configuration) {
        if (problem.known(configuration) instanceof Known.Possible possible) {
            asked.add(possible.canonicalKey());
        }
        return new Ask.Try(Proposal.full(configuration));
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

    /** Asks about one drawn from anywhere; ends the search where none is found. */
    Ask anywhere(RandomGenerator random) {
        return first(DRAWS, () -> Optional.of(problem.space().random(random)))
                .or(this::walked)
                .or(() -> towardsTheLimits(random))
                .map(this::ask)
                .orElseGet(() -> new Ask.Done(reason()));
    }

    /** The next of a small space in order; what was passed was not allowed, and never will be. */
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

    /** From the nearest miss downhill, by steps that do not lead away from the limits. */
    private Optional<Configuration> towardsTheLimits(RandomGenerator random) {
        if (small) {
            return Optional.empty();
        }
        return first(
                STEPS,
                () -> nearest == null ? Optional.of(problem.space().random(random)) : moves.mutate(nearest, random));
    }

    /** Why nothing is left to ask about, a sentence. */
    String reason() {
        if (!asked.isEmpty()) {
            return small
                    ? "every architecture that may keep the limits has been asked about"
                    : "no further architecture that may keep the limits was found in " + (DRAWS + STEPS) + " draws";
        }
        if (nearest != null && problem.known(nearest) instanceof Known.Possible possible) {
            Configuration miss = nearest;
            return problem.limits().stream()
                    .filter(limit -> problem.isKnown(limit.metric()) && !limit.allows(possible.metric(limit.metric())))
                    .findFirst()
                    .map(limit -> nothingFits(miss, possible, limit))
                    .orElse("nothing keeps the limits");
        }
        return "no configuration is possible: " + impossible;
    }

    private String nothingFits(Configuration miss, Known.Possible possible, Limit limit) {
        return (small ? "nothing in the space keeps the limits" : "nothing that keeps the limits was found")
                + "; the nearest, " + miss + ", has " + limit.metric() + " " + possible.metric(limit.metric())
                + ", and " + limit + " stops it";
    }
}
