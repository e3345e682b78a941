package dev.tradespace.search.catalogue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which strategy a problem is best given to, and why. The first of these that is there and can work on the problem:
 *
 * <ol> <li>{@code grid}, if the budget covers the whole space: nothing can beat having tried everything.
 * <li>{@code asha}, if a cheaper evaluation exists, at a third of the full cost or less (one promotion at its usual
 * factor), and the budget in full evaluations is below twice the number of free parameters and one: a linear model has
 * that many unknowns, and with fewer than two observations for each a predictor knows next to nothing, while cheap
 * evaluations let several times as many be tried. <li>{@code guided}: predicts what is expensive, uses what is known,
 * and keeps constraints. <li>{@code nsga2} for several objectives; {@code local-search} for one where every parameter
 * can be counted, for it needs neighbours; {@code regularized-evolution} for one elsewhere. <li>{@code random}. </ol>
 */
final class AutoChoice {
    static final String ID = "auto";

    private static final double CHEAP = 1 / 3.0;

    private AutoChoice() {}

    /** A strategy that may be chosen, and what speaks for it. */
    private record Candidate(String id, String reason) {}

    /**
     * The choice for a problem.
     *
     * @param evaluations how many full evaluations the budget is for; empty where it is a time, and how many fit is not
     *     known yet
     * @throws UnknownStrategy if none of the platform's strategies can work on the problem
     */
    static ChosenStrategy of(SearchProblem problem, OptionalLong evaluations, Strategies strategies) {
        List<String> passedOver = new ArrayList<>();
        for (Candidate candidate : candidates(problem, evaluations)) {
            if (!strategies.has(candidate.id)) {
                passedOver.add(candidate.id + " is not here");
                continue;
            }
            Strategy strategy = strategies.strategy(candidate.id);
            Configuration settings = strategy.settings().defaults();
            List<Problem> problems = strategy.check(problem, settings);
            if (problems.isEmpty()) {
                String but = passedOver.isEmpty() ? "" : " (" + String.join("; ", passedOver) + ")";
                return new ChosenStrategy(strategy, settings, candidate.id + ", for " + candidate.reason + but);
            }
            passedOver.add(candidate.id + " cannot: " + problems.get(0));
        }
        throw new UnknownStrategy("no strategy can work on this problem: " + String.join("; ", passedOver));
    }

    private static List<Candidate> candidates(SearchProblem problem, OptionalLong evaluations) {
        List<Candidate> candidates = new ArrayList<>();
        Optional<BigInteger> size = problem.space().size();
        if (size.isPresent()
                && evaluations.isPresent()
                && size.get().compareTo(BigInteger.valueOf(evaluations.getAsLong())) <= 0) {
            candidates.add(new Candidate(
                    "grid",
                    "a budget of " + evaluations.getAsLong() + " evaluations covers the whole space of " + size.get()
                            + " configurations"));
        }
        long enough = 2 * (free(problem) + 1);
        if (problem.cheapest().cost() <= CHEAP && evaluations.isPresent() && evaluations.getAsLong() < enough) {
            candidates.add(new Candidate(
                    "asha",
                    evaluations.getAsLong() + " full evaluations are too few to learn " + free(problem)
                            + " parameters from (about " + enough + " would do), and cheaper evaluations exist"));
        }
        candidates.add(new Candidate("guided", guided(problem, size, evaluations)));
        if (problem.objectives().size() > 1) {
            candidates.add(
                    new Candidate("nsga2", "there are " + problem.objectives().size() + " objectives"));
        } else if (size.isPresent()) {
            candidates.add(new Candidate("local-search", "there is one objective, and every parameter can be counted"));
        }
        candidates.add(new Candidate("regularized-evolution", "it works on any space"));
        candidates.add(new Candidate("random", "it works on any space"));
        return candidates;
    }

    private static String guided(SearchProblem problem, Optional<BigInteger> size, OptionalLong evaluations) {
        String space = size.map(all -> "a space of " + all + " configurations").orElse("a space without end");
        String budget = evaluations.isPresent()
                ? "a budget of " + evaluations.getAsLong() + " evaluations"
                : "a budget of time";
        boolean known = problem.objectives().stream().anyMatch(objective -> problem.isCheap(objective.metric()))
                || problem.constraints().stream().anyMatch(constraint -> problem.isCheap(constraint.metric()));
        return budget + " is far from covering " + space + ", and it learns from every result"
                + (known ? " and uses the costs that are known before" : "");
    }

    /** How many parameters have more than one value. */
    private static long free(SearchProblem problem) {
        return problem.space().parameters().stream()
                .map(Parameter::domain)
                .filter(domain -> domain.size()
                        .map(size -> size.compareTo(BigInteger.ONE) > 0)
                        .orElse(true))
                .count();
    }
}
