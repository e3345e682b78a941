package dev.tradespace.core.comparison;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows with a latency. */
final class ComparedRows {
    private static long ids;

    private ComparedRows() {}

    /**
     * A row of a quick measurement.
     *
     * @param margin half the length of the latency's interval; negative for none
     */
    static ResultRow row(String model, String target, double latency, double margin) {
        return row(model, target, Protocol.QUICK, latency, margin);
    }

    static ResultRow row(String model, String target, @Nullable Protocol protocol, double latency, double margin) {
        Interval interval = margin < 0 ? null : new Interval(latency - margin, latency + margin);
        return new ResultRow(
                ++ids,
                ModelId.parse("toy/" + model),
                new RowKey(model, "random:7", target, "imagenet-1k", protocol),
                Map.of(Metric.LATENCY, new Figure.Measured(latency, interval, "a test")),
                null,
                true,
                List.of(),
                null,
                Instant.EPOCH);
    }
}
