package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.results.front.Selection;
import dev.tradespace.results.front.Stratum;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.server.wire.TrainingJson.TrainingSpecView;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Result rows, one by one, in detail, and as a front. */
public final class RowJson {
    private static final String RANDOM = "random:";

    private RowJson() {}

    /** A row, with a figure for each metric under the metric's id. */
    public record RowView(
            long id,
            String variant,
            String family,
            String target,
            String dataset,
            @Nullable Protocol protocol,
            String architecture,
            String weights,
            Instant at,
            @Unwrapped Map<Metric, FigureView> figures,
            @Nullable LatencyDetailView latencyDetail,
            boolean warmupSettled,
            boolean noisy,
            List<String> disturbances,
            @Nullable String failure,
            @Nullable String data,
            @Nullable Long seed,
            @Nullable TrainingSpecView training,
            ConditionsView conditions,
            @Nullable PluginOrigin plugin,
            List<String> apart,
            @Nullable String stale) {
        /** A row that was just measured: nothing is marked. */
        public static RowView of(ResultRow row) {
            return of(row, RowMarks.NONE);
        }

        /** A row with its marks. */
        public static RowView of(ResultRow row, RowMarks marks) {
            Map<Metric, FigureView> figures = new EnumMap<>(Metric.class);
            row.figures().forEach((metric, figure) -> figures.put(metric, FigureView.of(metric, figure)));
            Provenance provenance = row.provenance();
            TrainingSpec training = provenance.training();
            return new RowView(
                    row.id(),
                    row.model().toString(),
                    row.model().family(),
                    row.key().target(),
                    row.key().dataset(),
                    row.key().protocol(),
                    row.key().architecture(),
                    row.key().weights(),
                    row.at(),
                    figures,
                    row.latency() == null ? null : LatencyDetailView.of(row.latency()),
                    row.warmupSettled(),
                    row.noisy(),
                    row.disturbances(),
                    row.failure(),
                    recorded(provenance.data(), ""),
                    seed(training, row.key().weights()),
                    training == null ? null : TrainingSpecView.of(training),
                    ConditionsView.of(provenance.conditions()),
                    provenance.plugin().known() ? provenance.plugin() : null,
                    marks.apart(row),
                    marks.stale(row).orElse(null));
        }

        private static @Nullable Long seed(@Nullable TrainingSpec training, String weights) {
            if (training != null) {
                return training.seed();
            }
            return weights.matches(RANDOM + "-?[0-9]{1,18}") ? Long.valueOf(weights.substring(RANDOM.length())) : null;
        }
    }

    /** A row with its raw samples, in nanoseconds, and the environment that it was measured in. */
    public record MeasurementView(@Unwrapped RowView row, Samples samples, Map<String, String> environment) {}

    /** More of a latency than its median. */
    public record LatencyDetailView(int queries, FigureView p90, FigureView p99, double mean) {
        static LatencyDetailView of(LatencySummary latency) {
            return new LatencyDetailView(
                    latency.queries(),
                    FigureView.of(Metric.LATENCY, latency.p90()),
                    FigureView.of(Metric.LATENCY, latency.p99()),
                    latency.mean());
        }
    }

    /** The front of one target and dataset, its members whole and all others by id. */
    public record FrontView(
            String target,
            String dataset,
            @Unwrapped SelectionView selection,
            List<Metric> objectives,
            Stream<RowView> front,
            List<Long> dominated,
            List<Long> incomplete) {
        /** That of a selection of rows. */
        public static FrontView of(
                String target, Selection selection, List<Metric> objectives, TargetFront front, RowMarks marks) {
            return new FrontView(
                    target,
                    selection.dataset(),
                    SelectionView.of(selection),
                    objectives,
                    front.members().stream().map(row -> RowView.of(row, marks)),
                    front.dominated(),
                    front.incomplete());
        }
    }

    /** Which rows are compared, and which are not. */
    public record SelectionView(@Nullable String data, List<StratumView> compared, List<StratumView> leftOut) {
        static SelectionView of(Selection selection) {
            return new SelectionView(
                    recorded(selection.data(), ""),
                    selection.chosen().values().stream().map(StratumView::of).toList(),
                    selection.leftOut().stream().map(StratumView::of).toList());
        }
    }

    /** Rows that may be ranked with each other. */
    public record StratumView(
            String target, String dataset, @Nullable String data, ConditionsView conditions, int rows) {
        static StratumView of(Stratum stratum) {
            return new StratumView(
                    stratum.target(),
                    stratum.dataset(),
                    recorded(stratum.data(), ""),
                    ConditionsView.of(stratum.conditions()),
                    stratum.rows());
        }
    }

    /** Conditions of a measurement, null for what was not recorded. */
    public record ConditionsView(
            @Nullable String digest,
            @Nullable String machine,
            @Nullable String cpu,
            @Nullable String runtime,
            @Nullable Integer threads,
            @Nullable Integer batch) {
        static ConditionsView of(Conditions conditions) {
            return new ConditionsView(
                    recorded(conditions.digest(), ""),
                    recorded(conditions.machine(), Conditions.UNSAID),
                    recorded(conditions.cpu(), Conditions.UNSAID),
                    recorded(conditions.runtime(), Conditions.UNSAID),
                    conditions.threads() == 0 ? null : conditions.threads(),
                    conditions.batch() == 0 ? null : conditions.batch());
        }
    }

    private static @Nullable String recorded(String fact, String unknown) {
        return fact.equals(unknown) ? null : fact;
    }
}
