package dev.tradespace.search.recommend;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.ResultRow;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A model with its row on each target asked about, in their order.
 *
 * @param model the model's id
 * @param rows one row per target
 */
public record ModelRows(ModelId model, List<ResultRow> rows) {
    public ModelRows {
        rows = List.copyOf(rows);
    }

    /** The worst value over all targets: what a limit on all of them judges; empty where any is unknown. */
    public OptionalDouble worst(Metric metric) {
        double worst = Double.NaN;
        for (ResultRow row : rows) {
            OptionalDouble value = row.figure(metric).value();
            if (value.isEmpty()) {
                return OptionalDouble.empty();
            }
            double here = value.getAsDouble();
            boolean worse = metric.goal() == Goal.MINIMIZE ? here > worst : here < worst;
            worst = Double.isNaN(worst) || worse ? here : worst;
        }
        return Double.isNaN(worst) ? OptionalDouble.empty() : OptionalDouble.of(worst);
    }

    /** The row of the target on which a metric is worst; the metric is known on every target. */
    public ResultRow worstRow(Metric metric) {
        double worst = worst(metric).orElseThrow();
        return rows.stream()
                .filter(row -> row.figure(metric).value().orElseThrow() == worst)
                .findFirst()
                .orElseThrow();
    }

    double accuracy() {
        return worst(Metric.ACCURACY).orElseThrow();
    }

    double latency() {
        return worst(Metric.LATENCY).orElseThrow();
    }
}
