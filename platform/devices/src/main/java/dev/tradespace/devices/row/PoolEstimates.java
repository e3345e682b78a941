package dev.tradespace.devices.row;

import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.estimate.BenchmarkNetworks;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.LatencyEstimate;
import dev.tradespace.devices.estimate.LatencyPool;
import dev.tradespace.devices.estimate.LatencyPredictor;
import dev.tradespace.devices.estimate.LatencyRow;
import dev.tradespace.devices.estimate.LeaveOneOut;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.NetworkFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private final Map<String, LatencyPool> pools;
    private final AnswerCache<String, LatencyPredictor> predictors = new AnswerCache<>(MOST_POOLS);
    private final AnswerCache<String, Optional<ErrorStatistics>> errors = new AnswerCache<>(MOST_TARGETS);
    private final Object building = new Object();
    private Map<String, NetworkFeatures> features = Map.of();

    private PoolEstimates(Catalogue models, Map<String, PublishedTarget> targets, Map<String, LatencyPool> pools) {
        this.models = models;
        this.targets = targets;
        this.pools = pools;
    }

    /** The estimates of a catalogue for the networks of another. */
    public static PoolEstimates of(DeviceCatalogue devices, Catalogue models) {
        return new PoolEstimates(
                models,
                devices.targets().stream().collect(Collectors.toMap(PublishedTarget::id, Function.identity())),
                LatencyPool.of(devices.rows()).stream()
                        .collect(Collectors.toMap(LatencyPool::name, Function.identity())));
    }

    @Override
    public LatencyEstimate latency(String target, Built network) {
        PublishedTarget known = targets.get(target);
        if (known == null) {
            return new LatencyEstimate.NotPredicted("there is no target " + target + " in the catalogue of devices");
        }
        if (!pools.containsKey(LatencyPool.name(known))) {
            return new LatencyEstimate.NotPredicted("no latency is published for targets like this one");
        }
        String id = network.model().id().toString();
        LatencyPredictor predictor = predictor(LatencyPool.name(known));
        return network.model().isVariant()
                ? predictor.estimate(target, id)
                : predictor.estimate(target, id, NetworkFeatures.of(network.analysis()));
    }

    @Override
    public Optional<ErrorStatistics> errors(String target) {
        return errors.get(
                target, () -> Optional.of(ErrorStatistics.of(leftOut(target))).filter(found -> found.count() > 0));
    }

    @Override
    public List<HeldOut> leftOut(String target) {
        PublishedTarget known = targets.get(target);
        return known == null || withoutEstimates(target).isPresent()
                ? List.of()
                : LeaveOneOut.of(predictor(LatencyPool.name(known))).cells(target);
    }

    @Override
    public Optional<String> withoutEstimates(String target) {
        PublishedTarget known = targets.get(target);
        long latencies = known == null ? 0 : networks(LatencyPool.name(known), target);
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
                .map(LatencyPool::name)
                .filter(pools::containsKey)
                .flatMap(pool -> predictor(pool)
                        .next(
                                target,
                                models.variants().stream()
                                        .map(model -> model.id().toString())
                                        .toList()));
    }

    private List<LatencyRow> rows(String pool) {
        LatencyPool found = pools.get(pool);
        return found == null ? List.of() : found.rows();
    }

    private long networks(String pool, String target) {
        return rows(pool).stream()
                .filter(row -> row.target().equals(target))
                .map(LatencyRow::network)
                .distinct()
                .count();
    }

    private LatencyPredictor predictor(String pool) {
        return predictors.get(pool, () -> LatencyPredictor.fit(rows(pool), features()));
    }

    /** Of all variants, and of the other networks that benchmarks run. */
    private Map<String, NetworkFeatures> features() {
        synchronized (building) {
            if (features.isEmpty()) {
                Map<String, NetworkFeatures> all = new HashMap<>(BenchmarkNetworks.features());
                for (Model variant : models.variants()) {
                    all.put(
                            variant.id().toString(),
                            NetworkFeatures.of(models.build(variant).analysis()));
                }
                features = Map.copyOf(all);
            }
            return features;
        }
    }
}
