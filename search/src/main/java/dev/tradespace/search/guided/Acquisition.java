package dev.tradespace.search.guided;

import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.SearchProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Acquisition function: constrained expected hypervolume improvement, which is the expected improvement times the
 * probability that every constraint on a metric to predict is kept, times that of not failing. While no observation is
 * feasible, only the probabilities count.
 *
 * @source Jones, Schonlau &amp; Welch 1998, "Efficient global optimization" (expected improvement); Schonlau, Welch
 *     &amp; Jones 1998, "Global versus local search in constrained optimization" (times the probability of keeping
 *     constraints)
 */
final class Acquisition {
    /** Distance of the hypervolume's reference point from the worst value, in parts of the range. */
    private static final double MARGIN = 0.1;
    /** Below this probability of success a candidate comes after all others. */
    private static final double LIKELY_FAILURE = 0.1;
    /** Success is 1 and failure 0. */
    private static final double HALF_A_SUCCESS = 0.5;

    private final SearchProblem problem;
    private final MetricRoles roles;
    private final List<double[]> seen = new ArrayList<>();
    private final double[] low;
    private final double[] high;

    /**
     * The acquisition function over the observations until now.
     *
     * @param stats the ranges of the cheap metrics
     */
    Acquisition(SearchProblem problem, MetricRoles roles, CheapMetricStats stats, List<Observation> observations) {
        this.problem = problem;
        this.roles = roles;
        int objectives = problem.objectives().size();
        low = new double[objectives];
        high = new double[objectives];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (Observation one : observations) {
            double[] values = values(one);
            if (one.state() == Observation.State.COMPLETED
                    && Arrays.stream(values).allMatch(Double::isFinite)) {
                for (int k = 0; k < objectives; k++) {
                    low[k] = Math.min(low[k], values[k]);
                    high[k] = Math.max(high[k], values[k]);
                }
                if (roles.openConstraints().stream().allMatch(constraint -> keeps(one, constraint))) {
                    seen.add(values);
                }
            }
        }
        for (int k = 0; k < objectives; k++) {
            int place = roles.known().indexOf(problem.objectives().get(k).metric());
            if (place >= 0) {
                boolean maximised = roles.sign(roles.known().get(place)) > 0;
                low[k] = maximised ? stats.lowest(place) : -stats.highest(place);
                high[k] = maximised ? stats.highest(place) : -stats.lowest(place);
            }
        }
    }

    private double[] values(Observation one) {
        return problem.objectives().stream()
                .mapToDouble(objective -> roles.value(one, objective.metric()))
                .toArray();
    }

    private boolean keeps(Observation one, Constraint constraint) {
        double value = roles.value(one, constraint.metric());
        return !Double.isNaN(value) && constraint.allows(roles.sign(constraint.metric()) * value);
    }

    /**
     * The scores of candidates, asked ones included; the highest is to be proposed.
     *
     * @param predicted the posterior of each metric to predict, in the order of the roles
     * @param success the posterior of not failing, where something failed
     */
    double[] scores(
            List<Candidate> candidates, List<MarginalPosterior> predicted, Optional<MarginalPosterior> success) {
        List<MarginalPosterior> objectives = problem.objectives().stream()
                .map(objective -> marginal(candidates, predicted, objective.metric()))
                .toList();
        double[] reference = new double[low.length];
        double[] best = new double[low.length];
        for (int k = 0; k < low.length; k++) {
            double range = high[k] > low[k] ? high[k] - low[k] : 1;
            reference[k] = low[k] - MARGIN * range;
            best[k] = high[k]
                    + (roles.known().contains(problem.objectives().get(k).metric()) ? 0 : MARGIN * range);
        }
        ExpectedImprovement improvement =
                seen.isEmpty() ? candidate -> 1 : ExpectedImprovement.over(objectives, seen, reference, best);
        List<Constraint> constraints = roles.openConstraints();
        double[] scores = new double[candidates.size()];
        for (int c = 0; c < scores.length; c++) {
            double score = improvement.of(c);
            for (int i = 0; i < constraints.size() && score > 0; i++) {
                Constraint constraint = constraints.get(i);
                score *= keeping(constraint, predicted.get(roles.unknown().indexOf(constraint.metric())), c);
            }
            double succeeding = success.isPresent() ? success.get().above(c, HALF_A_SUCCESS) : 1;
            if (succeeding < LIKELY_FAILURE) {
                scores[c] = succeeding - 2; // after all others, however much it would gain
            } else {
                scores[c] = score > 0 ? score * succeeding : -1 / (1 + promise(objectives, c));
            }
        }
        return scores;
    }

    private double keeping(Constraint constraint, MarginalPosterior marginal, int candidate) {
        double sign = roles.sign(constraint.metric());
        double above = marginal.above(candidate, sign * constraint.bound());
        return (constraint.side() == Constraint.Side.AT_LEAST) == (sign > 0) ? above : 1 - above;
    }

    /**
     * Orders candidates of which no gain is expected: how far they are above the worst, over all objectives; at least
     * 0.
     */
    private double promise(List<MarginalPosterior> objectives, int candidate) {
        double sum = 0;
        for (int k = 0; k < low.length; k++) {
            double range = high[k] > low[k] ? high[k] - low[k] : 1;
            sum += (objectives.get(k).middle(candidate) - low[k]) / range;
        }
        return Double.isFinite(sum) ? Math.exp(Math.max(-30, Math.min(30, sum))) : 0;
    }

    private MarginalPosterior marginal(List<Candidate> candidates, List<MarginalPosterior> predicted, String metric) {
        int place = roles.known().indexOf(metric);
        if (place < 0) {
            return predicted.get(roles.unknown().indexOf(metric));
        }
        double sign = roles.sign(metric);
        return MarginalPosterior.known(candidates.stream()
                .mapToDouble(candidate -> sign * candidate.cost(place))
                .toArray());
    }
}
