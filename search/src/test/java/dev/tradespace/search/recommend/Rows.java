package dev.tradespace.search.recommend;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Result rows as short sentences. */
final class Rows {
    static final String CPU = "cpu/one";
    static final String GPU = "gpu/one";

    private Rows() {}

    /** A row on the CPU with an accuracy in percent and a latency in milliseconds. */
    static ResultRow row(String variant, double accuracy, double latency) {
        return row(variant, CPU, accuracy, latency);
    }

    static ResultRow row(String variant, String target, double accuracy, double latency) {
        return with(
                blank(variant, target, Protocol.QUICK, null, 0),
                Metric.ACCURACY,
                new Figure.Published(accuracy, "its paper"),
                Metric.LATENCY,
                measured(latency));
    }

    static ResultRow measuredAt(String variant, double latency, Protocol protocol, int second) {
        return with(
                blank(variant, CPU, protocol, null, second),
                Metric.ACCURACY,
                new Figure.Published(75, "its paper"),
                Metric.LATENCY,
                measured(latency));
    }

    static ResultRow failed(String variant, String reason, int second) {
        return with(
                blank(variant, CPU, Protocol.LONG, reason, second),
                Metric.ACCURACY,
                new Figure.Published(75, "its paper"),
                Metric.LATENCY,
                new Figure.Unavailable(reason));
    }

    static ResultRow with(ResultRow row, Object... metricsAndFigures) {
        Map<Metric, Figure> figures = new EnumMap<>(row.figures());
        for (int i = 0; i < metricsAndFigures.length; i += 2) {
            figures.put((Metric) metricsAndFigures[i], (Figure) metricsAndFigures[i + 1]);
        }
        return new ResultRow(row.id(), row.model(), row.key(), figures, null, true, List.of(), row.failure(), row.at());
    }

    static ResultRow about(ResultRow row, String dataset) {
        RowKey key = row.key();
        return new ResultRow(
                row.id(),
                row.model(),
                new RowKey(key.architecture(), key.weights(), key.target(), dataset, key.protocol()),
                row.figures(),
                null,
                true,
                List.of(),
                row.failure(),
                row.at());
    }

    static Figure measured(double amount) {
        return new Figure.Measured(amount, null, "64 queries");
    }

    private static ResultRow blank(
            String variant, String target, Protocol protocol, @Nullable String failure, int second) {
        return new ResultRow(
                1,
                ModelId.parse("family/" + variant),
                new RowKey(variant, "random:7", target, "imagenet-1k", protocol),
                Map.of(),
                null,
                true,
                List.of(),
                failure,
                Instant.ofEpochSecond(second));
    }
}
