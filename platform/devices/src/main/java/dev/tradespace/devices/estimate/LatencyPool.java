package dev.tradespace.devices.estimate;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.devices.catalogue.Match;
import dev.tradespace.devices.catalogue.PublishedRow;
import dev.tradespace.devices.catalogue.PublishedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Targets that tell of each other, with their latencies: those of one runtime, compute unit, precision, number of threads and batch. Numbers of threads are
 * kept apart because joining them made estimates worse (a mean error of 7.7% and not 6.4% over the processors of ncnn).
 *
 * @param name what its targets have in common: {@code ncnn-cpu-fp32-1t}
 * @param rows the latencies
 */
public record LatencyPool(String name, List<LatencyRow> rows) {
    public LatencyPool {
        rows = List.copyOf(rows);
    }

    /** The pools of published rows, by name; rows that are no latencies are passed over. */
    public static List<LatencyPool> of(List<PublishedRow> rows) {
        Map<String, List<LatencyRow>> pools = new TreeMap<>();
        for (PublishedRow row : rows) {
            if (row.metric() == Metric.LATENCY) {
                pools.computeIfAbsent(name(row.target()), first -> new ArrayList<>())
                        .add(new LatencyRow(row.target().id(), network(row), row.value()));
            }
        }
        return pools.entrySet().stream()
                .map(pool -> new LatencyPool(pool.getKey(), pool.getValue()))
                .toList();
    }

    /** The name of the pool that a target belongs to. */
    public static String name(PublishedTarget target) {
        String name = target.runtime() + "-" + target.computeUnit() + "-" + target.precision();
        return name
                + (target.threads() > 0 ? "-" + target.threads() + "t" : "")
                + (target.batch() > 1 ? "-b" + target.batch() : "");
    }

    /** The variant where a row is exactly one, and otherwise the source and its own name: {@code ncnn:squeezenet}. */
    private static String network(PublishedRow row) {
        String variant = row.variant();
        return row.match() == Match.EXACT && variant != null
                ? variant
                : row.source().id() + ":" + row.network();
    }
}
