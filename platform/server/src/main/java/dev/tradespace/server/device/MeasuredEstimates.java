package dev.tradespace.server.device;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.LatencyEstimate;
import dev.tradespace.devices.estimate.LatencyPredictor;
import dev.tradespace.devices.estimate.LatencyRow;
import dev.tradespace.devices.estimate.LeaveOneOut;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.NetworkFeatures;
import dev.tradespace.devices.row.LatencyEstimates;
import dev.tradespace.results.Results;
import dev.tradespace.results.measurement.RowQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Estimates on targets of this machine, from what was measured on them under the present conditions. They are made anew when
 * something more was measured.
 */
public final class MeasuredEstimates implements LatencyEstimates {
    private static final int MOST_KEPT = 16;

    private final Results results;
    private final Catalogue models;
    private final PresentConditions present;
    private final AnswerCache<Pool, Fitted> kept = new AnswerCache<>(MOST_KEPT);

    /** Those of a store. */
    public MeasuredEstimates(Results results, Catalogue models, PresentConditions present) {
        this.results = results;
        this.models = models;
        this.present = present;
    }

    /** The rows of a target as far as they were known: the newest of them, and how many. */
    private record Pool(String target, long newest, int rows) {}

    /**
     * What follows from them.
     *
     * @param networks how many networks have a latency
     */
    private record Fitted(LatencyPredictor predictor, List<HeldOut> heldOut, int networks) {}

    @Override
    public LatencyEstimate latency(String target, Built network) {
        Fitted fitted = fitted(target);
        return fitted.networks < LatencyPredictor.FEWEST_ROWS
                ? new LatencyEstimate.NotPredicted(few(fitted.networks))
                : fitted.predictor.estimate(
                        target, network.model().id().toString(), NetworkFeatures.of(network.analysis()));
    }

    /** Estimates from what has been measured until now; they do not change afterwards. */
    Function<Built, Optional<Figure.Estimated>> untilNow(String target) {
        Fitted fitted = fitted(target);
        return fitted.networks < LatencyPredictor.FEWEST_ROWS
                ? network -> Optional.empty()
                : network -> Optional.of(fitted.predictor
                                .estimate(
                                        target, network.model().id().toString(), NetworkFeatures.of(network.analysis()))
                                .figure())
                        .filter(Figure.Estimated.class::isInstance)
                        .map(Figure.Estimated.class::cast);
    }

    @Override
    public Optional<ErrorStatistics> errors(String target) {
        return Optional.of(ErrorStatistics.of(fitted(target).heldOut)).filter(found -> found.count() > 0);
    }

    @Override
    public List<HeldOut> leftOut(String target) {
        return fitted(target).heldOut;
    }

    @Override
    public Optional<String> withoutEstimates(String target) {
        int networks = fitted(target).networks;
        return networks < LatencyPredictor.FEWEST_ROWS ? Optional.of(few(networks)) : Optional.empty();
    }

    @Override
    public Optional<String> next(String target) {
        return fitted(target)
                .predictor
                .next(
                        target,
                        models.variants().stream()
                                .map(model -> model.id().toString())
                                .toList());
    }

    private static String few(int networks) {
        return "an estimate needs the latencies of " + LatencyPredictor.FEWEST_ROWS + " networks, and " + networks
                + (networks == 1 ? " is" : " are") + " measured under the present conditions";
    }

    private Fitted fitted(String target) {
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

    private Fitted fit(String target, List<ResultRow> rows) {
        Map<String, NetworkFeatures> features = new HashMap<>();
        List<LatencyRow> latencies = new ArrayList<>();
        for (ResultRow row : rows) {
            String id = row.model().toString();
            if (row.failure() == null
                    && row.figure(Metric.LATENCY).value().isPresent()
                    && (features.containsKey(id)
                            || features(row.model())
                                    .map(own -> features.put(id, own) == null)
                                    .orElse(false))) {
                latencies.add(new LatencyRow(
                        target, id, row.figure(Metric.LATENCY).value().getAsDouble()));
            }
        }
        int networks = features.size();
        for (Model variant : models.variants()) {
            features.computeIfAbsent(
                    variant.id().toString(),
                    id -> NetworkFeatures.of(models.build(variant).analysis()));
        }
        LatencyPredictor predictor = LatencyPredictor.fit(latencies, features);
        List<HeldOut> heldOut = networks > LatencyPredictor.FEWEST_ROWS
                ? LeaveOneOut.of(predictor).cells(target)
                : List.of();
        return new Fitted(predictor, heldOut, networks);
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
