package dev.tradespace.search.guided;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private @Nullable Configuration nearest;
    private CheapMetrics.@Nullable Valid nearestKnown;
    private double nearestViolation = Double.POSITIVE_INFINITY;
    private String invalid = "";
    private int looks;

    CheapMetricStats(SearchProblem problem) {
        this.problem = problem;
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
        looks++;
        CheapMetrics known = problem.cheapMetrics(configuration);
        if (!(known instanceof CheapMetrics.Valid valid)) {
            invalid = ((CheapMetrics.Invalid) known).reason();
            return Optional.empty();
        }
        double[] costs = costs(valid);
        for (int i = 0; i < costs.length; i++) {
            lowest[i] = Math.min(lowest[i], costs[i]);
            highest[i] = Math.max(highest[i], costs[i]);
        }
        double violation = violation(valid);
        if (violation < nearestViolation) {
            nearestViolation = violation;
            nearest = configuration;
            nearestKnown = valid;
        }
        return violation == 0 ? Optional.of(valid) : Optional.empty();
    }

    /** The cheap metrics, in the order of their names. */
    double[] costs(CheapMetrics.Valid valid) {
        return metrics.stream().mapToDouble(valid::metric).toArray();
    }

    private double violation(CheapMetrics.Valid valid) {
        return problem.constraints().stream()
                .filter(constraint -> problem.isCheap(constraint.metric()))
                .mapToDouble(constraint -> share(constraint, valid))
                .sum();
    }

    /** Violation of a constraint, in parts of its bound. */
    private static double share(Constraint constraint, CheapMetrics.Valid valid) {
        double excess = constraint.excess(valid.metric(constraint.metric()));
        return excess == 0 ? 0 : Math.max(1e-9, excess / Math.max(1e-12, Math.abs(constraint.bound())));
    }

    /** The valid configuration of least violation; empty where none was seen. */
    Optional<Configuration> nearest() {
        return Optional.ofNullable(nearest);
    }

    /** The number of configurations counted. */
    int looks() {
        return looks;
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
        CheapMetrics.Valid known = nearestKnown;
        if (known == null) {
            return (all
                            ? "no configuration of the space is possible: "
                            : "no possible configuration was found in " + looks + " draws: ")
                    + invalid;
        }
        Constraint constraint = problem.constraints().stream()
                .filter(one -> problem.isCheap(one.metric()))
                .max(Comparator.comparingDouble(one -> share(one, known)))
                .orElseThrow();
        return (all
                        ? "nothing in the space keeps the limits"
                        : "nothing that keeps the limits was found in " + looks + " draws")
                + "; the nearest, " + nearest + ", has " + constraint.metric() + " " + known.metric(constraint.metric())
                + ", and " + constraint + " stops it";
    }
}
