package dev.tradespace.search.guided;

import dev.tradespace.api.search.Limit;
import dev.tradespace.api.search.SearchProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much is expected of asking for each candidate: the gain in hypervolume, times the probability that every limit on a metric not known beforehand is kept,
 * times that of not failing. Where nothing that was told keeps all limits, only the probabilities count.
 *
 * @source Jones, Schonlau &amp; Welch 1998, "Efficient global optimization" (expected improvement); Schonlau, Welch &amp; Jones 1998, "Global versus local
 *     search in constrained optimization" (times the probability of keeping limits)
 */
final class Acquisition {
    /** How far the reference lies beyond the worst value, in parts of the range. */
    private static final double MARGIN = 0.1;
    /** Below this probability of success a candidate comes after all others. */
    private static final double LIKELY_FAILURE = 0.1;
    /** Success is 1 and failure 0. */
    private static final double HALF_A_SUCCESS = 0.5;

    private final SearchProblem problem;
    private final Scope scope;
    private final List<double[]> seen = new ArrayList<>();
    private final double[] low;
    private final double[] high;

    /**
     * What was told until now.
     *
     * @param look knows the ranges of the known metrics
     */
    Acquisition(SearchProblem problem, Scope scope, Look look, List<Tried> tried) {
        this.problem = problem;
        this.scope = scope;
        int aims = problem.aims().size();
        low = new double[aims];
        high = new double[aims];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (Tried one : tried) {
            double[] values = values(one);
            if (one.state() == Tried.State.COMPLETED && Arrays.stream(values).allMatch(Double::isFinite)) {
                for (int k = 0; k < aims; k++) {
                    low[k] = Math.min(low[k], values[k]);
                    high[k] = Math.max(high[k], values[k]);
                }
                if (scope.openLimits().stream().allMatch(limit -> keeps(one, limit))) {
                    seen.add(values);
                }
            }
        }
        for (int k = 0; k < aims; k++) {
            int place = scope.known().indexOf(problem.aims().get(k).metric());
            if (place >= 0) {
                boolean maximised = scope.sign(scope.known().get(place)) > 0;
                low[k] = maximised ? look.lowest(place) : -look.highest(place);
                high[k] = maximised ? look.highest(place) : -look.lowest(place);
            }
        }
    }

    private double[] values(Tried one) {
        return problem.aims().stream()
                .mapToDouble(aim -> scope.value(one, aim.metric()))
                .toArray();
    }

    private boolean keeps(Tried one, Limit limit) {
        double value = scope.value(one, limit.metric());
        return !Double.isNaN(value) && limit.allows(scope.sign(limit.metric()) * value);
    }

    /**
     * What is expected of candidates, asked ones included.
     *
     * @param predicted what is thought of each metric to predict, in the scope's order
     * @param success what is thought of not failing, where something failed
     */
    double[] scores(List<Candidate> candidates, List<Marginal> predicted, Optional<Marginal> success) {
        List<Marginal> aims = problem.aims().stream()
                .map(aim -> marginal(candidates, predicted, aim.metric()))
                .toList();
        double[] reference = new double[low.length];
        double[] best = new double[low.length];
        for (int k = 0; k < low.length; k++) {
            double range = high[k] > low[k] ? high[k] - low[k] : 1;
            reference[k] = low[k] - MARGIN * range;
            best[k] = high[k] + (scope.known().contains(problem.aims().get(k).metric()) ? 0 : MARGIN * range);
        }
        Gain gain = seen.isEmpty() ? candidate -> 1 : Gain.over(aims, seen, reference, best);
        List<Limit> limits = scope.openLimits();
        double[] scores = new double[candidates.size()];
        for (int c = 0; c < scores.length; c++) {
            double score = gain.of(c);
            for (int i = 0; i < limits.size() && score > 0; i++) {
                Limit limit = limits.get(i);
                score *= keeping(limit, predicted.get(scope.unknown().indexOf(limit.metric())), c);
            }
            double succeeding = success.isPresent() ? success.get().above(c, HALF_A_SUCCESS) : 1;
            if (succeeding < LIKELY_FAILURE) {
                scores[c] = succeeding - 2; // after all others, however much it would gain
            } else {
                scores[c] = score > 0 ? score * succeeding : -1 / (1 + promise(aims, c));
            }
        }
        return scores;
    }

    private double keeping(Limit limit, Marginal marginal, int candidate) {
        double sign = scope.sign(limit.metric());
        double above = marginal.above(candidate, sign * limit.bound());
        return (limit.side() == Limit.Side.AT_LEAST) == (sign > 0) ? above : 1 - above;
    }

    /** Orders candidates of which no gain is expected: how far they are above the worst, over all aims; at least 0. */
    private double promise(List<Marginal> aims, int candidate) {
        double sum = 0;
        for (int k = 0; k < low.length; k++) {
            double range = high[k] > low[k] ? high[k] - low[k] : 1;
            sum += (aims.get(k).middle(candidate) - low[k]) / range;
        }
        return Double.isFinite(sum) ? Math.exp(Math.max(-30, Math.min(30, sum))) : 0;
    }

    private Marginal marginal(List<Candidate> candidates, List<Marginal> predicted, String metric) {
        int place = scope.known().indexOf(metric);
        if (place < 0) {
            return predicted.get(scope.unknown().indexOf(metric));
        }
        double sign = scope.sign(metric);
        return Marginal.known(candidates.stream()
                .mapToDouble(candidate -> sign * candidate.cost(place))
                .toArray());
    }
}
