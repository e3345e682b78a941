package dev.tradespace.devices.estimate;

import dev.tradespace.core.statistics.RankCorrelation;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.MetricEstimate.Predicted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far estimates lie from figures that were left out.
 *
 * @param count of figures with an estimate
 * @param unavailable figures without one, which count in nothing else
 * @param meanError the mean of |estimate - figure| / figure; NaN where there is no estimate
 * @param medianError its median; NaN likewise
 * @param within10 the share of errors below 10%, 0 to 1; NaN likewise
 * @param spearman the rank correlation of estimates and figures on a target, -1 to 1, mean over targets; empty where no target has four
 * @param inside90 the share of figures inside their 90% interval, 0 to 1; NaN where there is no estimate
 */
public record ErrorStatistics(
        int count,
        int unavailable,
        double meanError,
        double medianError,
        double within10,
        OptionalDouble spearman,
        double inside90) {
    private static final int FEWEST_RANKS = 4;

    /** The statistics of figures that were left out; those of one target that were estimated together share a group. */
    public static ErrorStatistics of(Collection<HeldOut> held) {
        Map<String, List<double[]>> groups = new LinkedHashMap<>();
        List<Double> errors = new ArrayList<>();
        int inside = 0;
        for (HeldOut one : held) {
            if (one.estimate() instanceof Predicted predicted) {
                errors.add(Math.abs(predicted.amount() / one.amount() - 1));
                boolean in = predicted.interval90().low() <= one.amount()
                        && one.amount() <= predicted.interval90().high();
                inside += in ? 1 : 0;
                groups.computeIfAbsent(one.group(), first -> new ArrayList<>())
                        .add(new double[] {predicted.amount(), one.amount()});
            }
        }
        int count = errors.size();
        double[] sorted = errors.stream().mapToDouble(error -> error).sorted().toArray();
        return new ErrorStatistics(
                count,
                held.size() - count,
                count == 0 ? Double.NaN : Arrays.stream(sorted).sum() / count,
                count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2,
                count == 0
                        ? Double.NaN
                        : (double) Arrays.stream(sorted)
                                        .filter(error -> error < 0.1)
                                        .count()
                                / count,
                groups.values().stream()
                        .filter(group -> group.size() >= FEWEST_RANKS)
                        .mapToDouble(ErrorStatistics::rankCorrelation)
                        .average(),
                count == 0 ? Double.NaN : (double) inside / count);
    }

    /** Spearman's rank correlation, ties by their mean rank; 0 where all are tied. */
    private static double rankCorrelation(List<double[]> pairs) {
        return RankCorrelation.spearman(ranks(pairs, 0), ranks(pairs, 1)).orElse(0);
    }

    private static double[] ranks(List<double[]> pairs, int column) {
        return RankCorrelation.ranks(
                pairs.size(), (i, j) -> Double.compare(pairs.get(i)[column], pairs.get(j)[column]));
    }
}
