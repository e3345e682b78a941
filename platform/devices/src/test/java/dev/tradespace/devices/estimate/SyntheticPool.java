package dev.tradespace.devices.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Latencies of made-up networks on made-up targets: each target has its own costs of two kinds of work and of a layer. */
final class SyntheticPool {
    final Map<String, NetworkFeatures> features = new LinkedHashMap<>();
    final List<MetricRow> rows = new ArrayList<>();
    private final Map<String, double[]> targets = new LinkedHashMap<>();

    /**
     * A pool.
     *
     * @param noise the standard deviation of the log of a figure
     */
    SyntheticPool(int targetCount, int networkCount, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < networkCount; n++) {
            features.put("net/" + n, network(1e8 * Math.exp(3 * random.nextDouble()), random.nextDouble()));
        }
        for (int d = 0; d < targetCount; d++) {
            double speed = Math.exp(2 * random.nextDouble());
            targets.put("target" + d, new double[] {speed, speed * Math.exp(random.nextDouble() - 0.5)});
        }
        for (String target : targets.keySet()) {
            for (String network : features.keySet()) {
                rows.add(new MetricRow(target, network, millis(target, network) * Math.exp(noise * normal(random))));
            }
        }
    }

    /** The sum of twelve uniform numbers is normal enough for noise. */
    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    static NetworkFeatures network(double macs, double pointwiseShare) {
        return new NetworkFeatures(Map.of(
                CostKind.POINTWISE, macs * pointwiseShare,
                CostKind.CONVOLUTION_3X3, macs * (1 - pointwiseShare),
                CostKind.LAYERS, 50.0));
    }

    double millis(String target, String network) {
        return millis(target, Objects.requireNonNull(features.get(network)));
    }

    double millis(String target, NetworkFeatures network) {
        double[] costs = Objects.requireNonNull(targets.get(target));
        return 1e-7
                * (costs[0] * network.amount(CostKind.POINTWISE)
                        + costs[1] * network.amount(CostKind.CONVOLUTION_3X3)
                        + 2e4 * costs[0] * network.amount(CostKind.LAYERS));
    }

    /** The rows but those of a target's networks from a number on. */
    List<MetricRow> rowsWithFirst(String target, int known) {
        return rows.stream()
                .filter(row -> !row.target().equals(target)
                        || Integer.parseInt(row.network().substring(4)) < known)
                .toList();
    }
}
