package dev.tradespace.devices.row;

import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.estimate.BenchmarkNetworks;
import dev.tradespace.devices.estimate.LatencyEstimate;
import dev.tradespace.devices.estimate.LatencyPool;
import dev.tradespace.devices.estimate.LatencyPredictor;
import dev.tradespace.devices.estimate.LatencyRow;
import dev.tradespace.devices.estimate.NetworkFeatures;
import java.util.HashMap;
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

    private final VariantFeatures variants;
    private final Map<String, PublishedTarget> targets;
    private final Map<String, LatencyPool> pools;
    private final AnswerCache<String, LatencyPredictor> predictors = new AnswerCache<>(MOST_POOLS);
    private final AnswerCache<String, TargetEstimates> estimates = new AnswerCache<>(MOST_TARGETS);
    private Map<String, NetworkFeatures> features = Map.of();

    private PoolEstimates(
            VariantFeatures variants, Map<String, PublishedTarget> targets, Map<String, LatencyPool> pools) {
        this.variants = variants;
        this.targets = targets;
        this.pools = pools;
    }

    /** The estimates of a catalogue for all variants. */
    public static PoolEstimates of(DeviceCatalogue devices, VariantFeatures variants) {
        return new PoolEstimates(
                variants,
                devices.targets().stream().collect(Collectors.toMap(PublishedTarget::id, Function.identity())),
                LatencyPool.of(devices.rows()).stream()
                        .collect(Collectors.toMap(LatencyPool::name, Function.identity())));
    }

    @Override
    public TargetEstimates on(String target) {
        return estimates.get(target, () -> made(target));
    }

    private TargetEstimates made(String target) {
        PublishedTarget known = targets.get(target);
        LatencyPool pool = known == null ? null : pools.get(LatencyPool.name(known));
        if (pool == null) {
            return unknown(
                    known == null
                            ? "there is no target " + target + " in the catalogue of devices"
                            : "no latency is published for targets like this one");
        }
        return new PredictedTarget(target, predictor(pool), variants, without(networks(pool, target)));
    }

    private static TargetEstimates unknown(String why) {
        return new TargetEstimates() {
            @Override
            public LatencyEstimate latency(Built network) {
                return new LatencyEstimate.NotPredicted(why);
            }

            @Override
            public Optional<String> without() {
                return PoolEstimates.without(0);
            }
        };
    }

    private static Optional<String> without(long latencies) {
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

    private static long networks(LatencyPool pool, String target) {
        return pool.rows().stream()
                .filter(row -> row.target().equals(target))
                .map(LatencyRow::network)
                .distinct()
                .count();
    }

    private LatencyPredictor predictor(LatencyPool pool) {
        return predictors.get(pool.name(), () -> LatencyPredictor.fit(pool.rows(), features()));
    }

    /** Of all variants, and of the other networks that benchmarks run. */
    private synchronized Map<String, NetworkFeatures> features() {
        if (features.isEmpty()) {
            Map<String, NetworkFeatures> all = new HashMap<>(BenchmarkNetworks.features());
            all.putAll(variants.all());
            features = Map.copyOf(all);
        }
        return features;
    }
}
