package dev.tradespace.devices.estimate;

import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.MetricEstimate.Predicted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The search for the hyperparameters that all pools share: coordinate descent on the log score of what is left out, the mean over pools of networks left
 * out alone, of families, of all but five left out, and of networks that were never run. It made {@link Hyperparameters#MANY_TARGETS}; nothing runs it otherwise.
 *
 * @source Gneiting &amp; Raftery 2007, "Strictly proper scoring rules, prediction, and estimation" (the logarithmic score)
 */
public final class HyperparameterSearch {
    private static final double FIRST_STEP = 1.6;
    private static final double LAST_STEP = 1.1;
    private static final double SMALLEST_GAIN = 5e-4;
    private static final int KNOWN = 5;
    /** Student's degrees of freedom of the score, so that a few wild figures do not decide. */
    private static final double DEGREES = 5;

    private static final double Z_90 = 1.644854;

    private final Collection<List<MetricRow>> pools;
    private final Map<String, NetworkFeatures> features;
    private final UnaryOperator<String> family;
    private final Consumer<String> progress;

    private HyperparameterSearch(
            Collection<List<MetricRow>> pools,
            Map<String, NetworkFeatures> features,
            UnaryOperator<String> family,
            Consumer<String> progress) {
        this.family = family;
        this.pools = pools;
        this.features = features;
        this.progress = progress;
    }

    /**
     * Searches from the present hyperparameters.
     *
     * @param pools the rows of each, of at least eight targets
     * @param features of the networks
     * @param family of a network's id
     * @param progress gets a line for each step that is better; the last is the result
     */
    public static void run(
            Collection<List<MetricRow>> pools,
            Map<String, NetworkFeatures> features,
            UnaryOperator<String> family,
            Consumer<String> progress) {
        new HyperparameterSearch(pools, features, family, progress).descend();
    }

    private void descend() {
        double[] best = vector(Hyperparameters.MANY_TARGETS);
        double most = score(best);
        progress.accept(most + " " + of(best));
        double step = FIRST_STEP;
        while (step > LAST_STEP) {
            boolean better = false;
            for (int i = 0; i < best.length; i++) {
                for (double times : new double[] {step, 1 / step}) {
                    double[] next = best.clone();
                    next[i] *= times;
                    double score = score(next);
                    if (score > most + SMALLEST_GAIN) {
                        best = next;
                        most = score;
                        better = true;
                        progress.accept(most + " " + of(best));
                        break;
                    }
                }
            }
            step = better ? step : 1 + (step - 1) / 2;
        }
    }

    private double score(double[] vector) {
        Hyperparameters hyper = of(vector);
        if (hyper.degrees() <= 2) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (List<MetricRow> rows : pools) {
            MetricPredictor predictor = MetricPredictor.fit(MetricTable.of(rows, features.keySet()), features, hyper);
            LeaveOneOut leaveOneOut = LeaveOneOut.of(predictor);
            List<HeldOut> cells = new ArrayList<>();
            List<HeldOut> families = new ArrayList<>();
            List<HeldOut> few = new ArrayList<>();
            List<HeldOut> unseen = new ArrayList<>();
            MetricTable table = predictor.table();
            for (String target : table.targets()) {
                cells.addAll(leaveOneOut.cells(target));
                families.addAll(leaveOneOut.families(target, family));
                few.addAll(leaveOneOut.random(target, KNOWN, 1));
            }
            table.networks().stream()
                    .filter(features::containsKey)
                    .forEach(network -> unseen.addAll(leaveOneOut.network(network)));
            sum += logScore(cells) + logScore(families) + logScore(few) + logScore(unseen);
        }
        return sum / pools.size();
    }

    private static double logScore(List<HeldOut> held) {
        double sum = 0;
        int count = 0;
        for (HeldOut one : held) {
            if (one.estimate() instanceof Predicted predicted) {
                double deviation = Math.log(predicted.interval90().high() / predicted.amount()) / Z_90;
                double z = Math.log(one.amount() / predicted.amount()) / deviation;
                sum -= Math.log(deviation) + (DEGREES + 1) / 2 * Math.log1p(z * z / (DEGREES - 2));
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double[] vector(Hyperparameters hyper) {
        return new double[] {
            hyper.costs(),
            hyper.meanSmooth(),
            hyper.meanOwn(),
            hyper.level(),
            hyper.shares(),
            hyper.smooth(),
            hyper.own(),
            hyper.noise(),
            hyper.degrees(),
            hyper.sizeScale(),
            hyper.shareScale(),
            hyper.priorTargets(),
            hyper.priorNetworks(),
            hyper.priorFigures()
        };
    }

    private static Hyperparameters of(double[] v) {
        double[] rounded = Arrays.stream(v)
                .map(x -> Double.parseDouble(String.format(Locale.ROOT, "%.2g", x)))
                .toArray();
        return new Hyperparameters(
                rounded[0],
                rounded[1],
                rounded[2],
                rounded[3],
                rounded[4],
                rounded[5],
                rounded[6],
                rounded[7],
                rounded[8],
                rounded[9],
                rounded[10],
                rounded[11],
                rounded[12],
                rounded[13]);
    }
}
