package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.results.front.Selection;
import dev.tradespace.search.recommend.ModelRows;
import dev.tradespace.search.recommend.Recommendation;
import dev.tradespace.server.wire.RowJson.RowView;
import dev.tradespace.server.wire.RowJson.SelectionView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The answer to "which model should I use?". */
public final class RecommendationJson {
    private RecommendationJson() {}

    /** The answer with what was asked. */
    public record RecommendationView(
            List<String> targets,
            String dataset,
            List<String> otherDatasets,
            @Unwrapped SelectionView selection,
            List<LimitView> limits,
            List<RangeView> ranges,
            @Nullable RecommendedView recommended,
            @Nullable BindingView binding,
            @Nullable NeighbourView faster,
            @Nullable NeighbourView moreAccurate,
            int considered,
            List<Recommendation.Exclusion> excluded,
            @Nullable NearestMissView nearestMiss) {
        /**
         * The answer.
         *
         * @param otherDatasets those that rows of these targets are about, too
         * @param candidates the rows that it was chosen from
         */
        public static RecommendationView of(
                List<String> targets,
                Selection selection,
                List<String> otherDatasets,
                List<Constraint> limits,
                List<ResultRow> candidates,
                Recommendation found,
                RowMarks marks) {
            Optional<ModelRows> best = found.recommended();
            return new RecommendationView(
                    targets,
                    selection.dataset(),
                    otherDatasets,
                    SelectionView.of(selection),
                    limits.stream().map(LimitView::of).toList(),
                    RangeView.of(candidates),
                    best.map(one -> RecommendedView.of(one, found.reason(), marks))
                            .orElse(null),
                    found.binding().map(BindingView::of).orElse(null),
                    found.faster().map(NeighbourView::of).orElse(null),
                    found.moreAccurate().map(NeighbourView::of).orElse(null),
                    found.considered(),
                    found.excluded(),
                    best.isPresent() ? null : NearestMissView.of(found));
        }
    }

    /** A limit that was asked for. */
    public record LimitView(String metric, double limit, String kind) {
        static LimitView of(Constraint limit) {
            return new LimitView(
                    limit.metric(), limit.bound(), limit.side() == Constraint.Side.AT_MOST ? "max" : "min");
        }
    }

    /** The least and the greatest value of a metric on any of the targets. */
    public record RangeView(Metric metric, double low, double high) {
        static List<RangeView> of(List<ResultRow> rows) {
            return Arrays.stream(Metric.values())
                    .flatMap(metric -> of(metric, rows).stream())
                    .toList();
        }

        private static Optional<RangeView> of(Metric metric, List<ResultRow> rows) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (ResultRow row : rows) {
                OptionalDouble value = row.figure(metric).value();
                if (value.isPresent()) {
                    low = Math.min(low, value.getAsDouble());
                    high = Math.max(high, value.getAsDouble());
                }
            }
            return low > high ? Optional.empty() : Optional.of(new RangeView(metric, low, high));
        }
    }

    /** The model to use, with its rows. */
    public record RecommendedView(String variant, List<RowView> rows, String reason) {
        static RecommendedView of(ModelRows best, String reason, RowMarks marks) {
            return new RecommendedView(
                    best.model().toString(),
                    best.rows().stream().map(row -> RowView.of(row, marks)).toList(),
                    reason);
        }
    }

    /** The limit that decides. */
    public record BindingView(String metric, double limit, String target, NextView next, String message) {
        static BindingView of(Recommendation.Binding binding) {
            return new BindingView(
                    binding.limit().metric(),
                    binding.limit().bound(),
                    binding.target(),
                    new NextView(binding.next().model().toString(), worstAccuracy(binding.next()), binding.needs()),
                    binding.message());
        }
    }

    /** The model that a weaker limit would let in. */
    public record NextView(String variant, FigureView accuracy, double needs) {}

    /** A member of the front next to the recommended one. */
    public record NeighbourView(String variant, FigureView accuracy, FigureView latency, String target) {
        static NeighbourView of(ModelRows candidate) {
            ResultRow slowest = candidate.worstRow(Metric.LATENCY);
            return new NeighbourView(
                    candidate.model().toString(),
                    worstAccuracy(candidate),
                    FigureView.of(Metric.LATENCY, slowest.figure(Metric.LATENCY)),
                    slowest.key().target());
        }
    }

    /** Where nothing fits: what came closest, if one limit alone is to blame, and the reason in any case. */
    public record NearestMissView(
            Optional<String> variant,
            Optional<String> metric,
            OptionalDouble needs,
            Optional<String> target,
            String reason) {
        static NearestMissView of(Recommendation found) {
            Optional<Recommendation.Binding> binding = found.binding();
            return new NearestMissView(
                    binding.map(each -> each.next().model().toString()),
                    binding.map(each -> each.limit().metric()),
                    binding.map(each -> OptionalDouble.of(each.needs())).orElse(OptionalDouble.empty()),
                    binding.map(Recommendation.Binding::target),
                    found.reason());
        }
    }

    private static FigureView worstAccuracy(ModelRows candidate) {
        return FigureView.of(
                Metric.ACCURACY, candidate.worstRow(Metric.ACCURACY).figure(Metric.ACCURACY));
    }
}
