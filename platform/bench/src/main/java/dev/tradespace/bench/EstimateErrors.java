package dev.tradespace.bench;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.estimate.BenchmarkNetworks;
import dev.tradespace.devices.estimate.ErrorReport;
import dev.tradespace.devices.estimate.HyperparameterSearch;
import dev.tradespace.devices.estimate.MetricPool;
import dev.tradespace.devices.estimate.NetworkFeatures;
import dev.tradespace.devices.row.VariantFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The errors of estimated latencies, or memories, over the catalogue of published ones, by leaving out what is known. */
public final class EstimateErrors {
    private EstimateErrors() {}

    /**
     * Prints a table for each pool of at least 30 figures, the table of the targets of one pool, or the search for the hyperparameters.
     *
     * @param args nothing, the name of a pool ({@code ncnn-cpu-fp32-1t}), or {@code --search} and names of pools; {@code --memory} for memories
     */
    public static void main(String[] args) {
        Map<String, NetworkFeatures> features = features();
        List<String> names = new ArrayList<>(List.of(args));
        Metric metric = names.remove("--memory") ? Metric.MEMORY : Metric.LATENCY;
        List<MetricPool> pools = MetricPool.of(DeviceCatalogue.builtIn().rows(), metric);
        if (names.contains("--search")) {
            HyperparameterSearch.run(
                    pools.stream()
                            .filter(pool -> names.contains(pool.name()))
                            .map(MetricPool::rows)
                            .toList(),
                    features,
                    EstimateErrors::family,
                    System.out::println);
            return;
        }
        ErrorReport report = new ErrorReport(features, EstimateErrors::family, System.out::println);
        for (MetricPool pool : pools) {
            if (names.contains(pool.name())) {
                report.pool(pool);
                report.targets(pool);
            } else if (names.isEmpty() && pool.rows().size() >= 30) {
                report.pool(pool);
            }
        }
    }

    private static Map<String, NetworkFeatures> features() {
        Map<String, NetworkFeatures> features = new LinkedHashMap<>(BenchmarkNetworks.features());
        try (Catalogue catalogue = Catalogue.load(EstimateErrors.class.getClassLoader(), List.of())) {
            features.putAll(new VariantFeatures(catalogue).all());
        }
        return features;
    }

    /** The family of a variant; of another network its name up to a version: {@code ncnn:shufflenet_v2} is one of {@code ncnn:shufflenet}. */
    private static String family(String network) {
        int slash = network.indexOf('/');
        if (slash > 0) {
            return network.substring(0, slash);
        }
        String name = network.substring(network.indexOf(':') + 1);
        return name.replaceAll("[_-]?v?[0-9].*$", "").replace("googlenet", "inception");
    }
}
