package dev.tradespace.core.comparison;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which of two rows is better in a metric, as far as their 95% intervals tell. */
final class RowComparison {
    /** Of several rows of a model on a target: the one that was measured longest, then the newest. */
    static final Comparator<ResultRow> PREFERRED = Comparator.comparing(RowComparison::length)
            .thenComparing(ResultRow::at)
            .thenComparingLong(ResultRow::id);

    private RowComparison() {}

    private static Duration length(ResultRow row) {
        Protocol protocol = row.key().protocol();
        return protocol == null ? Duration.ZERO : protocol.duration();
    }

    /** Whether a row has a figure of a metric. */
    static boolean tells(ResultRow row, Metric metric) {
        return row.failure() == null && row.figure(metric).value().isPresent();
    }

    /**
     * Negative where the first is better, positive where the second is, 0 where their intervals overlap. A figure
     * without an interval is taken as exact.
     */
    static int compare(ResultRow first, ResultRow second, Metric metric) {
        Interval one = interval(first, metric);
        Interval other = interval(second, metric);
        if (one.low() <= other.high() && other.low() <= one.high()) {
            return 0;
        }
        return (one.low() < other.low()) == (metric.goal() == Goal.MINIMIZE) ? -1 : 1;
    }

    private static Interval interval(ResultRow row, Metric metric) {
        Figure figure = row.figure(metric);
        double value = figure.value().orElseThrow();
        Interval known = known(figure);
        return known == null ? new Interval(value, value) : known;
    }

    private static @Nullable Interval known(Figure figure) {
        if (figure instanceof Figure.Measured measured) {
            return measured.interval();
        }
        return figure instanceof Figure.Estimated estimated ? estimated.interval() : null;
    }
}
