package dev.tradespace.search.guided;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Surrogate of one metric to predict, larger being better: a Gaussian process on a warped scale, both fitted by
 * likelihood.
 */
final class Surrogate {
    /** Most values that kernel parameters are fitted to: the best half, the others evenly from the rest. */
    private static final int FITTED = 128;

    private static final int EVALUATIONS = 25;
    /** With fewer values every scale is tried, later the neighbours of the present one. */
    private static final int FEW = 16;

    private final Encoding encoding;
    private final boolean warped;
    private double[] parameters;
    private int shift;
    private OutputWarp warp = new OutputWarp(new double[] {0}, 1);
    private GaussianProcess process;
    private final Map<Integer, Integer> rowOf = new HashMap<>();
    private final List<Double> told = new ArrayList<>();

    /**
     * A surrogate without observations.
     *
     * @param warped whether the scale is learnt; if not, values are taken as they are
     */
    Surrogate(Encoding encoding, boolean warped) {
        this.encoding = encoding;
        this.warped = warped;
        parameters = Prior.over(encoding).means();
        shift = OutputWarp.PLAIN;
        process = new GaussianProcess(
                new Kernel(encoding, parameters), FeatureColumns.of(List.of(), encoding.features()));
    }

    /**
     * Fits scale and kernel anew.
     *
     * @param observations all observations; those told without this metric are left out
     * @param value the metric; NaN where it is not told
     */
    void learn(List<Observation> observations, ToDoubleFunction<Observation> value) {
        List<Observation> valued = observations.stream()
                .filter(one -> !Double.isNaN(value.applyAsDouble(one)))
                .toList();
        if (!valued.isEmpty()) {
            learn(
                    valued.stream().map(one -> one.candidate().features()).toArray(double[][]::new),
                    valued.stream().mapToDouble(value).toArray());
        }
    }

    /** Conditions on the observations and predicts for these columns from now on. */
    void predict(List<Observation> observations, ToDoubleFunction<Observation> value, FeatureColumns columns) {
        process = new GaussianProcess(new Kernel(encoding, parameters), columns);
        rowOf.clear();
        told.clear();
        for (int i = 0; i < observations.size(); i++) {
            if (!Double.isNaN(value.applyAsDouble(observations.get(i)))) {
                add(i, observations.get(i));
                tell(i, value.applyAsDouble(observations.get(i)));
            }
        }
        for (int i = 0; i < observations.size(); i++) {
            if (observations.get(i).state() == Observation.State.OUTSTANDING) {
                add(i, observations.get(i));
            }
        }
    }

    private void learn(double[][] points, double[] values) {
        int[] sample = sample(values);
        double[][] x = Arrays.stream(sample).mapToObj(i -> points[i]).toArray(double[][]::new);
        double[] y = Arrays.stream(sample).mapToDouble(i -> values[i]).toArray();
        if (warped) {
            boolean few = values.length < FEW;
            int from = few ? 0 : Math.max(0, shift - 1);
            int to = few ? OutputWarp.PLAIN : Math.min(OutputWarp.PLAIN, shift + 1);
            double least = Double.POSITIVE_INFINITY;
            for (int i = from; i <= to; i++) {
                OutputWarp one = new OutputWarp(y, OutputWarp.SHIFTS[i]);
                double misfit =
                        new LogMarginalLikelihood(encoding, x, onScale(one, y)).value(parameters) - one.logVolume();
                if (misfit < least) {
                    least = misfit;
                    shift = i;
                }
            }
        }
        warp = new OutputWarp(values, OutputWarp.SHIFTS[shift]);
        parameters = Lbfgs.minimise(new LogMarginalLikelihood(encoding, x, onScale(warp, y)), parameters, EVALUATIONS);
    }

    private static int[] sample(double[] values) {
        int[] best = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[b], values[a]))
                .mapToInt(i -> i)
                .toArray();
        if (best.length <= FITTED) {
            return best;
        }
        int head = FITTED / 2;
        return IntStream.range(0, FITTED)
                .map(i -> best[i < head ? i : head + (i - head) * (best.length - head) / (FITTED - head)])
                .toArray();
    }

    private static double[] onScale(OutputWarp warp, double[] values) {
        return Arrays.stream(values).map(warp::to).toArray();
    }

    /** Adds an outstanding observation. */
    void add(int number, Observation observations) {
        rowOf.put(number, process.rows());
        told.add(Double.NaN);
        process.add(observations.candidate().features());
    }

    /** Sets an observation's value; one that has no row waits for the next fit. */
    void tell(int number, double value) {
        Integer row = rowOf.get(number);
        if (row == null || Double.isNaN(value)) {
            return;
        }
        told.set(row, value);
        if (warp.holds(value)) {
            process.set(row, warp.to(value));
        } else {
            double[] values = told.stream()
                    .filter(one -> !Double.isNaN(one))
                    .mapToDouble(one -> one)
                    .toArray();
            warp = new OutputWarp(values, OutputWarp.SHIFTS[shift]);
            process.set(row, warp.to(value));
            process.setAll(told.stream()
                    .mapToDouble(one -> Double.isNaN(one) ? 0 : warp.to(one))
                    .toArray());
        }
    }

    /** Predicts anew for a column whose configuration was replaced. */
    void refresh(int column) {
        process.refresh(column);
    }

    /** The posterior at its columns. */
    MarginalPosterior marginal(int columns) {
        double[] places = new double[columns];
        double[] spreads = new double[columns];
        for (int c = 0; c < columns; c++) {
            places[c] = process.mean(c);
            spreads[c] = Math.sqrt(process.variance(c));
        }
        return MarginalPosterior.predicted(warp, places, spreads);
    }

    /** A rough posterior at other columns than its own, with the same uncertainty everywhere. */
    MarginalPosterior rough(FeatureColumns others) {
        double[] places = process.means(others);
        double[] spreads = new double[places.length];
        Arrays.fill(spreads, 0.5);
        return MarginalPosterior.predicted(warp, places, spreads);
    }
}
