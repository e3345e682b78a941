package dev.tradespace.server.device;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.MetricEstimate;
import dev.tradespace.devices.estimate.MetricPredictor;
import dev.tradespace.devices.estimate.MetricRow;
import dev.tradespace.devices.estimate.NetworkFeatures;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.devices.row.PredictedTarget;
import dev.tradespace.devices.row.TargetEstimates;
import dev.tradespace.devices.row.VariantFeatures;
import dev.tradespace.results.Results;
import dev.tradespace.results.measurement.RowQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates on targets of this machine, from what was measured on them under the present conditions. They are made anew when
 * something more was measured.
 */
public final class MeasuredEstimates implements MetricEstimates {
    private static final int MOST_KEPT = 16;

    private final Results results;
    private final Catalogue models;
    private final VariantFeatures variants;
    private final PresentConditions present;
    private final AnswerCache<Pool, TargetEstimates> kept = new AnswerCache<>(MOST_KEPT);

    /** Those of a store. */
    public MeasuredEstimates(Results results, Catalogue models, VariantFeatures variants, PresentConditions present) {
        this.results = results;
        this.models = models;
        this.variants = variants;
        this.present = present;
    }

    /** The rows of a target as far as they were known: the newest of them, and how many. */
    private record Pool(String target, long newest, int rows) {}

    /** A target of which too little is measured. */
    private record TooFew(TargetEstimates fitted, List<MetricRow> measured, String why) implements TargetEstimates {
        /** What is measured, without an estimate. */
        @Override
        public List<HeldOut> leftOut() {
            Map<String, MetricRow> first = new LinkedHashMap<>();
            measured.forEach(row -> first.putIfAbsent(row.network(), row));
            return first.values().stream()
                    .map(row -> new HeldOut(
                            row.target(),
                            row.network(),
                            row.target(),
                            row.amount(),
                            new MetricEstimate.NotPredicted(why)))
                    .toList();
        }

        @Override
        public MetricEstimate estimate(Built network) {
            return new MetricEstimate.NotPredicted(why);
        }

        @Override
        public Optional<String> without() {
            return Optional.of(why);
        }

        @Override
        public Optional<String> next() {
            return fitted.next();
        }
    }

    private static String few(int networks) {
        return "an estimate needs the latencies of " + MetricPredictor.FEWEST_ROWS + " networks, and " + networks
                + (networks == 1 ? " is" : " are") + " measured under the present conditions";
    }

    @Override
    public TargetEstimates on(String target) {
        List<ResultRow> rows = results.measurements()
                .rows(new RowQuery(
                        List.of(),
                        List.of(),
                        List.of(target),
                        null,
                        null,
                        present.of(target).digest(),
                        null,
                        null,
                        null,
                        0,
                        RowQuery.MAX_LIMIT))
                .items();
        long newest = rows.stream().mapToLong(ResultRow::id).max().orElse(0);
        return kept.get(new Pool(target, newest, rows.size()), () -> fit(target, rows));
    }

    private TargetEstimates fit(String target, List<ResultRow> rows) {
        Map<String, NetworkFeatures> features = new HashMap<>();
        List<MetricRow> latencies = new ArrayList<>();
        for (ResultRow row : rows) {
            String id = row.model().toString();
            if (row.failure() == null
                    && row.figure(Metric.LATENCY).value().isPresent()
                    && (features.containsKey(id)
                            || features(row.model())
                                    .map(own -> features.put(id, own) == null)
                                    .orElse(false))) {
                latencies.add(new MetricRow(
                        target, id, row.figure(Metric.LATENCY).value().getAsDouble()));
            }
        }
        int networks = features.size();
        variants.all().forEach(features::putIfAbsent);
        TargetEstimates fitted =
                new PredictedTarget(target, MetricPredictor.fit(latencies, features), variants, Optional.empty());
        return networks < MetricPredictor.FEWEST_ROWS ? new TooFew(fitted, latencies, few(networks)) : fitted;
    }

    /** A model whose plugin is gone, or has changed, tells nothing any more. */
    private Optional<NetworkFeatures> features(ModelId model) {
        try {
            return Optional.of(NetworkFeatures.of(models.build(model).analysis()));
        } catch (UnknownModel | BadConfiguration | PluginFailure gone) {
            return Optional.empty();
        }
    }
}
