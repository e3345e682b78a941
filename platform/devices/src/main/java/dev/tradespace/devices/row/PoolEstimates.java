package dev.tradespace.devices.row;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.estimate.BenchmarkNetworks;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.MetricEstimate;
import dev.tradespace.devices.estimate.MetricPool;
import dev.tradespace.devices.estimate.MetricPredictor;
import dev.tradespace.devices.estimate.MetricRow;
import dev.tradespace.devices.estimate.NetworkFeatures;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Estimates from the published figures of one metric in a catalogue: a predictor for each pool of targets that have runtime, compute
 * unit, precision, threads and batch in common.
 */
public final class PoolEstimates implements MetricEstimates {
    private static final int MOST_POOLS = 256;
    private static final int MOST_TARGETS = 4096;
    /**
     * A target on which the estimates of memory lie off by more than this on the mean has none: what some runtimes report there
     * has little to do with the network.
     */
    private static final double MOST_MEMORY_ERROR = 0.25;

    private final Metric metric;
    private final VariantFeatures variants;
    private final Map<String, PublishedTarget> targets;
    private final Map<String, MetricPool> pools;
    private final AnswerCache<String, MetricPredictor> predictors = new AnswerCache<>(MOST_POOLS);
    private final AnswerCache<String, TargetEstimates> estimates = new AnswerCache<>(MOST_TARGETS);
    private Map<String, NetworkFeatures> features = Map.of();

    private PoolEstimates(
            Metric metric,
            VariantFeatures variants,
            Map<String, PublishedTarget> targets,
            Map<String, MetricPool> pools) {
        this.metric = metric;
        this.variants = variants;
        this.targets = targets;
        this.pools = pools;
    }

    /**
     * The estimates of a catalogue for all variants.
     *
     * @param metric latency or memory
     */
    public static PoolEstimates of(DeviceCatalogue devices, VariantFeatures variants, Metric metric) {
        return new PoolEstimates(
                metric,
                variants,
                devices.targets().stream().collect(Collectors.toMap(PublishedTarget::id, Function.identity())),
                MetricPool.of(devices.rows(), metric).stream()
                        .collect(Collectors.toMap(MetricPool::name, Function.identity())));
    }

    @Override
    public TargetEstimates on(String target) {
        return estimates.get(target, () -> made(target));
    }

    private TargetEstimates made(String target) {
        PublishedTarget known = targets.get(target);
        MetricPool pool = known == null ? null : pools.get(MetricPool.name(known));
        if (pool == null) {
            return unknown(
                    known == null
                            ? "there is no target " + target + " in the catalogue of devices"
                            : "no " + metric.label() + " is published for targets like this one");
        }
        TargetEstimates made = new PredictedTarget(target, predictor(pool), variants, without(networks(pool, target)));
        return metric != Metric.MEMORY
                ? made
                : made.errors()
                        .map(ErrorStatistics::meanError)
                        .filter(error -> error > MOST_MEMORY_ERROR)
                        .map(error -> unknown(
                                "what is published there hardly follows from the networks: each left out in turn,"
                                        + " estimates lie off by " + Scale.PERCENT.format(100 * error)
                                        + " on the mean"))
                        .orElse(made);
    }

    private TargetEstimates unknown(String why) {
        return new TargetEstimates() {
            @Override
            public MetricEstimate estimate(Built network) {
                return new MetricEstimate.NotPredicted(why);
            }

            @Override
            public Optional<String> without() {
                return PoolEstimates.this.without(0);
            }
        };
    }

    private Optional<String> without(long networks) {
        if (networks >= MetricPredictor.FEWEST_ROWS) {
            return Optional.empty();
        }
        return Optional.of((networks == 0
                        ? "no " + metric.label() + " is"
                        : "the " + metric.label() + " of "
                                + (networks == 1 ? "one network is" : networks + " networks is"))
                + " published; estimates need " + MetricPredictor.FEWEST_ROWS);
    }

    private static long networks(MetricPool pool, String target) {
        return pool.rows().stream()
                .filter(row -> row.target().equals(target))
                .map(MetricRow::network)
                .distinct()
                .count();
    }

    private MetricPredictor predictor(MetricPool pool) {
        return predictors.get(pool.name(), () -> MetricPredictor.fit(pool.rows(), features()));
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
