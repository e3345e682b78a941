package dev.tradespace.devices.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Log figures of targets (rows) and networks (columns), both by name, so that the order in which they came does not matter; NaN where unknown. */
final class MetricTable {
    private final List<String> targets;
    private final List<String> networks;
    private final double[][] logs;

    private MetricTable(List<String> targets, List<String> networks, double[][] logs) {
        this.targets = targets;
        this.networks = networks;
        this.logs = logs;
    }

    /**
     * The table of rows; several rows of one cell count as their geometric mean. A network without features tells nothing of another but by the targets that
     * both ran on, so that it is left out where these are few.
     */
    static MetricTable of(List<MetricRow> rows, Set<String> withFeatures) {
        long targets = rows.stream().map(MetricRow::target).distinct().count();
        return of(
                targets >= PoolModel.MANY_TARGETS
                        ? rows
                        : rows.stream()
                                .filter(row -> withFeatures.contains(row.network()))
                                .toList());
    }

    /** The table of all rows. */
    static MetricTable of(List<MetricRow> rows) {
        TreeMap<String, TreeMap<String, List<Double>>> cells = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>();
        for (MetricRow row : rows) {
            names.add(row.network());
            cells.computeIfAbsent(row.target(), first -> new TreeMap<>())
                    .computeIfAbsent(row.network(), first -> new ArrayList<>())
                    .add(Math.log(row.amount()));
        }
        List<String> networks = List.copyOf(names);
        double[][] logs = new double[cells.size()][networks.size()];
        int target = 0;
        for (TreeMap<String, List<Double>> own : cells.values()) {
            Arrays.fill(logs[target], Double.NaN);
            for (int n = 0; n < networks.size(); n++) {
                List<Double> values = own.get(networks.get(n));
                if (values != null) {
                    logs[target][n] =
                            values.stream().sorted().mapToDouble(v -> v).sum() / values.size();
                }
            }
            target++;
        }
        return new MetricTable(List.copyOf(cells.keySet()), networks, logs);
    }

    List<String> targets() {
        return targets;
    }

    List<String> networks() {
        return networks;
    }

    /** The log figures of a target; not to be changed. */
    double[] logs(int target) {
        return logs[target];
    }

    /** The networks whose figure is known of a target. */
    int[] known(int target) {
        return known(logs[target]);
    }

    static int[] known(double[] logs) {
        int[] known = new int[logs.length];
        int count = 0;
        for (int n = 0; n < logs.length; n++) {
            if (!Double.isNaN(logs[n])) {
                known[count++] = n;
            }
        }
        return Arrays.copyOf(known, count);
    }

    /** How many targets a network is known on. */
    int rowsOf(int network) {
        int rows = 0;
        for (double[] own : logs) {
            rows += Double.isNaN(own[network]) ? 0 : 1;
        }
        return rows;
    }

    int cells() {
        int cells = 0;
        for (int target = 0; target < targets.size(); target++) {
            cells += known(target).length;
        }
        return cells;
    }

    /** The same without one target. */
    MetricTable withoutTarget(int target) {
        List<String> left = new ArrayList<>(targets);
        left.remove(target);
        double[][] others = new double[logs.length - 1][];
        for (int d = 0, at = 0; d < logs.length; d++) {
            if (d != target) {
                others[at++] = logs[d];
            }
        }
        return new MetricTable(left, networks, others);
    }

    /** The same with other log figures for one target. */
    MetricTable with(int target, double[] own) {
        double[][] changed = logs.clone();
        changed[target] = own;
        return new MetricTable(targets, networks, changed);
    }

    /** The same without one network. */
    MetricTable withoutNetwork(int network) {
        List<String> left = new ArrayList<>(networks);
        left.remove(network);
        double[][] others = new double[logs.length][left.size()];
        for (int d = 0; d < logs.length; d++) {
            System.arraycopy(logs[d], 0, others[d], 0, network);
            System.arraycopy(logs[d], network + 1, others[d], network, left.size() - network);
        }
        return new MetricTable(targets, left, others);
    }

    /**
     * The level of each network: its mean log figure on the pool's mean target, by Tukey's median polish, which one absurd row does not move; NaN for a
     * network without rows.
     *
     * @source Tukey 1977, "Exploratory Data Analysis", chapter 11
     */
    double[] networkLevels() {
        int rows = targets.size();
        double[] levels = new double[networks.size()];
        double[] targetLevels = new double[rows];
        for (int pass = 0; pass < 10; pass++) {
            for (int d = 0; d < rows; d++) {
                double[] left = new double[levels.length];
                for (int n = 0; n < levels.length; n++) {
                    left[n] = logs[d][n] - (Double.isNaN(levels[n]) ? 0 : levels[n]);
                }
                targetLevels[d] = median(left);
            }
            double centre = median(targetLevels);
            for (int n = 0; n < levels.length; n++) {
                double[] left = new double[rows];
                for (int d = 0; d < rows; d++) {
                    left[d] = logs[d][n] - targetLevels[d] + centre;
                }
                levels[n] = median(left);
            }
        }
        return levels;
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
