package dev.tradespace.devices.row;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.Match;
import dev.tradespace.devices.catalogue.PublishedRow;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.estimate.BenchmarkNetworks;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.LatencyEstimate;
import dev.tradespace.devices.estimate.LatencyPredictor;
import dev.tradespace.devices.estimate.LatencyRow;
import dev.tradespace.devices.estimate.LeaveOneOut;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.NetworkFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Estimates from the published latencies of a catalogue: a predictor for each pool of targets that have runtime, compute
 * unit, precision, threads and batch in common.
 */
public final class PoolEstimates implements LatencyEstimates {
    private static final int MOST_POOLS = 256;
    private static final int MOST_TARGETS = 4096;

    private final Catalogue models;
    private final Map<String, PublishedTarget> targets;
    private final Map<Pool, List<LatencyRow>> rows;
    private final Map<String, String> nearVariants;
    private final AnswerCache<Pool, LatencyPredictor> predictors = new AnswerCache<>(MOST_POOLS);
    private final AnswerCache<String, Optional<ErrorStatistics>> errors = new AnswerCache<>(MOST_TARGETS);
    private final Object building = new Object();
    private Map<String, NetworkFeatures> features = Map.of();

    private PoolEstimates(
            Catalogue models,
            Map<String, PublishedTarget> targets,
            Map<Pool, List<LatencyRow>> rows,
            Map<String, String> nearVariants) {
        this.models = models;
        this.targets = targets;
        this.rows = rows;
        this.nearVariants = nearVariants;
    }

    /** What the targets of a pool have in common. */
    private record Pool(String runtime, String computeUnit, String precision, int threads, int batch) {
        static Pool of(PublishedTarget target) {
            return new Pool(
                    target.runtime(), target.computeUnit(), target.precision(), target.threads(), target.batch());
        }
    }

    /** The estimates of a catalogue for the networks of another. */
    public static PoolEstimates of(DeviceCatalogue devices, Catalogue models) {
        Map<String, PublishedTarget> targets = new HashMap<>();
        devices.targets().forEach(target -> targets.put(target.id(), target));
        Map<Pool, List<LatencyRow>> rows = new HashMap<>();
        Map<String, String> near = new HashMap<>();
        for (PublishedRow row : devices.rows()) {
            if (row.metric() == Metric.LATENCY) {
                String network = network(row);
                rows.computeIfAbsent(Pool.of(row.target()), first -> new ArrayList<>())
                        .add(new LatencyRow(row.target().id(), network, row.value()));
                if (row.match() == Match.NEAR && row.variant() != null) {
                    near.put(network, row.variant());
                }
            }
        }
        return new PoolEstimates(models, targets, rows, near);
    }

    /** A network that is only near to a variant has latencies of its own. */
    private static String network(PublishedRow row) {
        return row.match() == Match.EXACT && row.variant() != null ? row.variant() : row.network();
    }

    @Override
    public LatencyEstimate latency(String target, Built network) {
        PublishedTarget known = targets.get(target);
        if (known == null) {
            return new LatencyEstimate.NotPredicted("there is no target " + target + " in the catalogue of devices");
        }
        if (!rows.containsKey(Pool.of(known))) {
            return new LatencyEstimate.NotPredicted("no latency is published for targets like this one");
        }
        String id = network.model().id().toString();
        LatencyPredictor predictor = predictor(Pool.of(known));
        return network.model().isVariant()
                ? predictor.estimate(target, id)
                : predictor.estimate(target, id, NetworkFeatures.of(network.analysis()));
    }

    @Override
    public Optional<ErrorStatistics> errors(String target) {
        return errors.get(target, () -> Optional.ofNullable(targets.get(target))
                .map(Pool::of)
                .filter(pool -> rows(pool, target) >= LatencyPredictor.FEWEST_ROWS)
                .map(pool -> ErrorStatistics.of(LeaveOneOut.of(predictor(pool)).cells(target)))
                .filter(found -> found.count() > 0));
    }

    @Override
    public List<HeldOut> leftOut(String target) {
        return withoutEstimates(target).isPresent() || !targets.containsKey(target)
                ? List.of()
                : LeaveOneOut.of(predictor(Pool.of(targets.get(target)))).cells(target);
    }

    @Override
    public Optional<String> withoutEstimates(String target) {
        PublishedTarget known = targets.get(target);
        long latencies = known == null ? 0 : rows(Pool.of(known), target);
        if (latencies >= LatencyPredictor.FEWEST_ROWS) {
            return Optional.empty();
        }
        return Optional.of((latencies == 0
                        ? "no latency is"
                        : latencies == 1
                                ? "the latency of one network is"
                                : "the latencies of " + latencies + " networks are")
                + " published; estimates need " + LatencyPredictor.FEWEST_ROWS);
    }

    @Override
    public Optional<String> next(String target) {
        return Optional.ofNullable(targets.get(target))
                .map(Pool::of)
                .filter(rows::containsKey)
                .flatMap(pool -> predictor(pool)
                        .next(
                                target,
                                models.variants().stream()
                                        .map(model -> model.id().toString())
                                        .toList()));
    }

    private long rows(Pool pool, String target) {
        return rows.getOrDefault(pool, List.of()).stream()
                .filter(row -> row.target().equals(target))
                .map(LatencyRow::network)
                .distinct()
                .count();
    }

    private LatencyPredictor predictor(Pool pool) {
        return predictors.get(pool, () -> LatencyPredictor.fit(rows.getOrDefault(pool, List.of()), features()));
    }

    /** Of all variants, of what is near to them, and of the other networks that benchmarks run. */
    private Map<String, NetworkFeatures> features() {
        synchronized (building) {
            if (features.isEmpty()) {
                Map<String, NetworkFeatures> all = new HashMap<>(BenchmarkNetworks.features());
                Map<String, NetworkFeatures> variants = models.variants().stream()
                        .collect(Collectors.toMap(model -> model.id().toString(), this::features));
                nearVariants.forEach((network, variant) ->
                        Optional.ofNullable(variants.get(variant)).ifPresent(own -> all.put(network, own)));
                all.putAll(variants);
                features = Map.copyOf(all);
            }
            return features;
        }
    }

    private NetworkFeatures features(Model model) {
        return NetworkFeatures.of(models.build(model).analysis());
    }
}
