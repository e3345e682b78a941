package dev.tradespace.search.guided;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.search.strategy.LeastViolation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Statistics of the cheap metrics over the configurations seen: their ranges, the scale on which they become features,
 * and the configuration of least constraint violation.
 */
final class CheapMetricStats {
    private final SearchProblem problem;
    private final List<String> metrics;
    private final double[] lowest;
    private final double[] highest;
    private final double[] centre;
    private final double[] width;
    private final boolean[] logarithmic;
    private final LeastViolation violations;

    CheapMetricStats(SearchProblem problem) {
        this.problem = problem;
        violations = new LeastViolation(problem.constraints(), problem::cheapMetrics);
        metrics = List.copyOf(problem.cheapMetricNames());
        lowest = new double[metrics.size()];
        highest = new double[metrics.size()];
        centre = new double[metrics.size()];
        width = new double[metrics.size()];
        logarithmic = new boolean[metrics.size()];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        Arrays.fill(width, 1);
    }

    /** The cheap metrics of a configuration, which are counted; empty where it is invalid or infeasible. */
    Optional<CheapMetrics.Valid> at(Configuration configuration) {
        return violations.count(configuration).filter(valid -> {
            double[] costs = costs(valid);
            for (int i = 0; i < costs.length; i++) {
                lowest[i] = Math.min(lowest[i], costs[i]);
                highest[i] = Math.max(highest[i], costs[i]);
            }
            return violations.isFeasible(configuration, valid);
        });
    }

    /** The cheap metrics, in the order of their names. */
    double[] costs(CheapMetrics.Valid valid) {
        return metrics.stream().mapToDouble(valid::metric).toArray();
    }

    /** The infeasible configuration of least violation; empty where none was seen. */
    Optional<Configuration> nearest() {
        return violations.nearest().map(LeastViolation.Nearest::configuration);
    }

    /** The number of configurations counted. */
    int checked() {
        return violations.checked();
    }

    /** Fits the scale of the cheap metrics' features to many configurations. */
    void scale(List<double[]> costs) {
        for (int i = 0; i < metrics.size(); i++) {
            int metric = i;
            logarithmic[i] = lowest[i] > 0;
            double[] values =
                    costs.stream().mapToDouble(one -> at(metric, one[metric])).toArray();
            double mean = Arrays.stream(values).average().orElse(0);
            double variance = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            centre[i] = mean;
            width[i] = variance > 0 ? 2 * Math.sqrt(variance) : 1;
        }
    }

    private double at(int metric, double cost) {
        return logarithmic[metric] && cost > 0 ? Math.log(cost) : cost;
    }

    /** Cheap metrics as features: about as wide as [-1,1]. */
    double[] scaled(double[] costs) {
        double[] scaled = new double[costs.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (at(i, costs[i]) - centre[i]) / width[i];
        }
        return scaled;
    }

    /** The least value of a cheap metric that was seen, whatever the constraints. */
    double lowest(int metric) {
        return lowest[metric];
    }

    /** The greatest value of a cheap metric that was seen, whatever the constraints. */
    double highest(int metric) {
        return highest[metric];
    }

    /**
     * Why nothing can be proposed: the configuration of least violation and the constraint that it violates.
     *
     * @param all whether the whole space was seen
     */
    String nothingFits(boolean all) {
        String draws = " was found in " + checked() + " draws";
        return violations
                .nearest()
                .map(miss -> (all ? "nothing in the space keeps the limits" : "nothing that keeps the limits" + draws)
                        + "; " + LeastViolation.sentence(miss, problem.constraints()))
                .orElseGet(
                        () -> (all ? "no configuration of the space is possible" : "no possible configuration" + draws)
                                + ": " + violations.invalid());
    }
}
