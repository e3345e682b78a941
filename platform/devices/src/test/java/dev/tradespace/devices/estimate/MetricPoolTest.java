package dev.tradespace.devices.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pools of the catalogue that comes with the program. */
class MetricPoolTest {
    private static final List<MetricPool> POOLS =
            MetricPool.of(DeviceCatalogue.builtIn().rows(), Metric.LATENCY);

    private static MetricPool pool(String name) {
        return POOLS.stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepNumbersOfThreadsAndPrecisionsApart() {
        Set<String> names = POOLS.stream().map(MetricPool::name).collect(Collectors.toSet());
        assertTrue(
                names.containsAll(Set.of("ncnn-cpu-fp32-1t", "ncnn-cpu-fp32-4t", "ncnn-cpu-int8-1t")), names::toString);
        assertTrue(pool("ncnn-cpu-fp32-1t").rows().stream()
                .allMatch(row -> row.target().contains("/ncnn-fp32-1t")));
    }

    @Test
    void nameANetworkByItsVariantOrByItsSource() {
        Set<String> networks =
                pool("ncnn-cpu-fp32-1t").rows().stream().map(MetricRow::network).collect(Collectors.toSet());
        assertTrue(networks.contains("mobilenet/v2-1.0"), networks::toString);
        assertTrue(
                networks.containsAll(BenchmarkNetworks.features().keySet()),
                "the benchmark's networks go by the names under which their features are known");
    }

    /**
     * The errors of the ten targets with the most figures, each network left out alone. They are some 6% and 90%; these bounds leave room for other rows, and
     * catch a predictor that is broken.
     */
    @Test
    void theCataloguesProcessorsAreEstimatedWell() {
        MetricPool pool = pool("ncnn-cpu-fp32-1t");
        LeaveOneOut leaveOneOut = LeaveOneOut.of(MetricPredictor.fit(pool.rows(), BenchmarkNetworks.features()));
        Map<String, Long> counts =
                pool.rows().stream().collect(Collectors.groupingBy(MetricRow::target, Collectors.counting()));
        List<LeaveOneOut.HeldOut> held = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(10)
                .forEach(target -> held.addAll(leaveOneOut.cells(target.getKey())));
        ErrorStatistics statistics = ErrorStatistics.of(held);
        assertEquals(0, statistics.unavailable());
        assertTrue(statistics.meanError() < 0.1, statistics::toString);
        assertTrue(statistics.inside90() > 0.8, statistics::toString);
    }
}
