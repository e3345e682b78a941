package dev.tradespace.app.option;

import dev.tradespace.api.metric.Metric;
import java.util.Arrays;
import java.util.Iterator;

/** The metrics with their units, as the help of an option lists them: {@code latency (ms)}. */
public final class MetricNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Metric.values()).map(MetricNames::of).iterator();
    }

    private static String of(Metric metric) {
        String unit = metric.unit().replace("%", "%%");
        return metric.id() + (unit.equals("1") ? "" : " (" + unit + ")");
    }
}
