package dev.tradespace.search.run;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.search.TrialState.Evidence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a trial from the rows of its targets: each target's own where there are several, and the worst of all.
 */
public final class RowValues {
    private static final List<Metric> ON_TARGETS = Arrays.stream(Metric.values())
            .filter(metric -> metric.basis() != Metric.Basis.COUNTED)
            .toList();

    private RowValues() {}

    /**
     * What the rows of one network say, one row for each target. Only what was measured counts: what somebody has
     * published or estimated does not.
     *
     * @param weights the id of the weights, empty for random ones
     * @param criteria what the search looks at: of a search for targets elsewhere, what the machine that answers the images
     *     takes for it is none of it
     */
    public static SearchEvent.Found of(List<ResultRow> rows, String weights, Criteria criteria) {
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, Interval> intervals = new LinkedHashMap<>();
        for (Metric metric : ON_TARGETS) {
            Figure.Measured worst = null;
            boolean everywhere = true;
            for (ResultRow row : rows) {
                if (row.figure(metric) instanceof Figure.Measured measured) {
                    if (rows.size() > 1) {
                        put(metric.id() + "@" + row.key().target(), measured, values, intervals);
                    }
                    worst = worse(metric, worst, measured);
                } else {
                    everywhere = false;
                }
            }
            if (everywhere && worst != null) {
                put(metric.id(), worst, values, intervals);
            }
        }
        values.keySet()
                .removeIf(name -> criteria.find(name).map(Criterion::isCheap).orElse(true));
        intervals.keySet().retainAll(values.keySet());
        Map<String, Long> ids = new LinkedHashMap<>();
        rows.forEach(row -> ids.put(row.key().target(), row.id()));
        return new SearchEvent.Found(values, new Evidence(weights, ids, intervals));
    }

    private static Figure.Measured worse(Metric metric, Figure.@Nullable Measured one, Figure.Measured other) {
        if (one == null) {
            return other;
        }
        boolean larger = other.amount() > one.amount();
        return larger == (metric.goal() == Goal.MINIMIZE) ? other : one;
    }

    private static void put(
            String name, Figure.Measured figure, Map<String, Double> values, Map<String, Interval> intervals) {
        values.put(name, figure.amount());
        if (figure.interval() != null) {
            intervals.put(name, figure.interval());
        }
    }
}
