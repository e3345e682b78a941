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
 * Targets that tell of each other, with their figures: those of one runtime, compute unit, precision, number of threads and batch. Numbers of threads are
 * kept apart because joining them made estimates worse (a mean error of 7.7% and not 6.4% over the processors of ncnn).
 *
 * @param name what its targets have in common: {@code ncnn-cpu-fp32-1t}
 * @param rows the figures
 */
public record MetricPool(String name, List<MetricRow> rows) {
    public MetricPool {
        rows = List.copyOf(rows);
    }

    /** The pools of a metric's published rows, by name. */
    public static List<MetricPool> of(List<PublishedRow> rows, Metric metric) {
        Map<String, List<MetricRow>> pools = new TreeMap<>();
        for (PublishedRow row : rows) {
            if (row.metric() == metric) {
                pools.computeIfAbsent(name(row.target()), first -> new ArrayList<>())
                        .add(new MetricRow(row.target().id(), network(row), row.value()));
            }
        }
        return pools.entrySet().stream()
                .map(pool -> new MetricPool(pool.getKey(), pool.getValue()))
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
