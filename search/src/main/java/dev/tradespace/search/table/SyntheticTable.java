package dev.tradespace.search.table;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.search.strategy.TrialRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Synthetic table that needs no file: networks of seven layers of four operations, two of which stages divide. An
 * accuracy has a part that grows with what the layers cost and levels off, a part of each layer, one of each pair of
 * layers that follow one another, one that belongs to the network alone, so that no model is right, and, for one
 * training, noise. Skipped layers make networks equal. All of it is drawn once, from one seed.
 */
enum SyntheticTable {
    /** The most accurate network. */
    ONE_AIM("one-aim"),
    /** The same, seen through the noise of one training. */
    NOISY("noisy"),
    /** Accuracy against MACs, both unknown. */
    TWO_AIMS("two-aims"),
    /** Accuracy against MACs, which are known. */
    KNOWN_COST("known-cost"),
    /** The most accurate network within the 20th percentile of MACs, which are known. */
    LIMITED("limited");

    private static final int LAYERS = 7;
    private static final int STAGE_ENDS = 4;
    private static final List<String> OPERATIONS = List.of("skip", "narrow", "wide", "deep");
    private static final double[] COSTS = {0, 3, 7, 8};
    private static final long SEED = 20_261_126;
    private static final double NOISE = 0.15;

    private final String id;

    SyntheticTable(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    ResultTable table() {
        List<Axis> axes = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            axes.add(Axis.of(
                    new TableSpec.Varied("layer" + layer, "layer" + layer, OptionalInt.empty(), OPERATIONS, false),
                    taken));
        }
        Rows rows = new Rows();
        boolean two = this == TWO_AIMS || this == KNOWN_COST;
        List<TableSpec.Measured> metrics = new ArrayList<>();
        metrics.add(new TableSpec.Measured("accuracy", Optional.of(Goal.MAXIMIZE), false));
        if (two || this == LIMITED) {
            metrics.add(new TableSpec.Measured(
                    "macs", two ? Optional.of(Goal.MINIMIZE) : Optional.empty(), this != TWO_AIMS));
        }
        double[][] values = {rows.accuracy, rows.macs};
        double[][] seen = {this == NOISY ? rows.noisy : rows.accuracy, rows.macs};
        return new ResultTable(
                "builtin:" + id,
                axes,
                metrics,
                Arrays.copyOf(values, metrics.size()),
                Arrays.copyOf(seen, metrics.size()),
                rows.canonical,
                this == LIMITED
                        ? List.of(new Constraint("macs", Constraint.Side.AT_MOST, rows.percentile(20)))
                        : List.of());
    }

    private static final class Rows {
        private static final int COUNT = (int) Math.pow(OPERATIONS.size(), LAYERS);

        private final double[] accuracy = new double[COUNT];
        private final double[] noisy = new double[COUNT];
        private final double[] macs = new double[COUNT];
        private final String[] canonical = new String[COUNT];
        private final double[][] alone = drawn(LAYERS, 0);
        private final double[][] pairs = drawn(OPERATIONS.size(), 1);

        Rows() {
            for (int row = 0; row < COUNT; row++) {
                int[] layers = canonical(row);
                int name = Arrays.stream(layers).reduce(0, (high, low) -> high * OPERATIONS.size() + low);
                RandomGenerator own = TrialRandom.of(SEED, 2 + name);
                canonical[row] = String.format("%" + LAYERS + "d", name).replace(' ', '0');
                macs[row] = macs(layers);
                accuracy[row] = accuracy(layers, macs[row]) + 0.3 * own.nextGaussian();
                noisy[row] = accuracy[row] + NOISE * own.nextGaussian();
            }
        }

        private static double[][] drawn(int rows, int number) {
            RandomGenerator random = TrialRandom.of(SEED, number);
            return IntStream.range(0, rows)
                    .mapToObj(row -> random.doubles(OPERATIONS.size(), -1, 1).toArray())
                    .toArray(double[][]::new);
        }

        /** The operations of a row, the skipped ones at the end of their stage. */
        private static int[] canonical(int row) {
            int[] layers = new int[LAYERS];
            int rest = row;
            for (int layer = LAYERS - 1; layer >= 0; layer--) {
                layers[layer] = rest % OPERATIONS.size();
                rest /= OPERATIONS.size();
            }
            settle(layers, 0, STAGE_ENDS);
            settle(layers, STAGE_ENDS, LAYERS);
            return layers;
        }

        private static void settle(int[] layers, int from, int to) {
            int next = from;
            for (int layer = from; layer < to; layer++) {
                if (layers[layer] != 0) {
                    layers[next++] = layers[layer];
                }
            }
            Arrays.fill(layers, next, to, 0);
        }

        /** A later stage is narrower in space and wider in channels. */
        private static double macs(int[] layers) {
            double sum = 5e6;
            for (int layer = 0; layer < LAYERS; layer++) {
                sum += COSTS[layers[layer]] * (layer < STAGE_ENDS ? 1.0e6 : 0.7e6);
            }
            return sum;
        }

        private double accuracy(int[] layers, double macs) {
            double sum = 93 - 25 * Math.exp(-macs / 1.2e7);
            for (int layer = 0; layer < LAYERS; layer++) {
                sum += 0.6 * alone[layer][layers[layer]];
                sum += layer == 0 ? 0 : 0.8 * pairs[layers[layer - 1]][layers[layer]];
            }
            return sum;
        }

        double percentile(int percent) {
            double[] sorted = macs.clone();
            Arrays.sort(sorted);
            return sorted[(COUNT - 1) * percent / 100];
        }
    }
}
