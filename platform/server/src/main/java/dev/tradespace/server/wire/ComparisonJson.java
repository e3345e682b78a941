package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.comparison.RankComparison;
import dev.tradespace.core.comparison.SideBySideRows;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.results.front.Selection;
import dev.tradespace.server.wire.RowJson.SelectionView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Models beside each other: their order on two targets, and one on all its targets. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /**
     * The order of models on two targets.
     *
     * @param spearman null where there is nothing to rank
     * @param pairs of models
     * @param flips pairs whose order is another on the other target, beyond their intervals
     */
    public record RanksView(
            Metric metric,
            String dataset,
            List<String> targets,
            @Unwrapped SelectionView selection,
            @Nullable Double spearman,
            long pairs,
            long flips,
            List<RankedView> models) {
        /** That of a selection of rows. */
        public static RanksView of(Metric metric, List<String> targets, Selection selection, RankComparison ranks) {
            return new RanksView(
                    metric,
                    selection.dataset(),
                    targets,
                    SelectionView.of(selection),
                    ranks.spearman().isPresent() ? ranks.spearman().getAsDouble() : null,
                    ranks.pairs(),
                    ranks.flips(),
                    ranks.models().stream()
                            .map(ranked -> RankedView.of(metric, ranked))
                            .toList());
        }
    }

    /** A model on both targets. */
    public record RankedView(String variant, String family, RankView first, RankView second, int flips) {
        static RankedView of(Metric metric, RankComparison.Ranked ranked) {
            return new RankedView(
                    ranked.model().toString(),
                    ranked.model().family(),
                    RankView.of(metric, ranked.first()),
                    RankView.of(metric, ranked.second()),
                    ranked.flips());
        }
    }

    /**
     * A model on one target.
     *
     * @param rank from 1; of tied models the mean
     * @param ties other models that it cannot be told apart from
     */
    public record RankView(double rank, int ties, FigureView figure) {
        static RankView of(Metric metric, RankComparison.Place place) {
            return new RankView(
                    place.rank(),
                    place.ties(),
                    FigureView.of(metric, place.row().figure(metric)));
        }
    }

    /** One model on all its targets. */
    public record SideBySideView(String variant, String dataset, List<OnTargetView> items) {
        /** That of some rows. */
        public static SideBySideView of(String variant, String dataset, SideBySideRows rows) {
            return new SideBySideView(
                    variant,
                    dataset,
                    rows.entries().stream().map(OnTargetView::of).toList());
        }
    }

    /**
     * A model on one target.
     *
     * @param row the row's id
     * @param slower that it is slower than in full precision, for people; left out where it is not, or nobody knows
     */
    public record OnTargetView(
            long row,
            String target,
            String runtime,
            String precision,
            int threads,
            int batch,
            Optional<String> slower) {
        static OnTargetView of(SideBySideRows.Entry entry) {
            return new OnTargetView(
                    entry.row().id(),
                    entry.target().id(),
                    entry.target().runtime(),
                    entry.target().precision(),
                    entry.target().threads(),
                    entry.target().batch(),
                    entry.faster()
                            .map(other -> entry.target().precision() + " is slower here: " + latency(entry.row())
                                    + ", in fp32 " + latency(other)));
        }

        private static String latency(ResultRow row) {
            return Metric.LATENCY.format(row.figure(Metric.LATENCY).value().orElseThrow());
        }
    }
}
