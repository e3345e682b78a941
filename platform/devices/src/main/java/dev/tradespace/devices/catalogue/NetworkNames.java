package dev.tradespace.devices.catalogue;

import dev.tradespace.api.metric.Metric;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which variant the networks of the sources are. */
final class NetworkNames {
    private static final Named UNKNOWN = new Named(null, Match.NONE, "no variant here is this network", "");

    private final Map<String, Map<String, Named>> names = new HashMap<>();

    /**
     * What is known of a network of a source.
     *
     * @param variant null where it is none
     * @param weights how its weights differ from those whose accuracy the variant cites; empty where they are the same. It makes an exact network's
     *     accuracy a near one, and its costs stay exact
     */
    record Named(@Nullable String variant, Match match, String reason, String weights) {
        /** The same as it holds for figures of a metric. */
        Named of(Metric metric) {
            return match == Match.EXACT && metric == Metric.ACCURACY && !weights.isEmpty()
                    ? new Named(variant, Match.NEAR, weights, weights)
                    : this;
        }
    }

    void add(String source, String network, Named named) {
        names.computeIfAbsent(source, first -> new HashMap<>()).put(network, named);
    }

    /** The variant that a network is; a variant's own id names itself. */
    Named find(String source, String network) {
        Named named = names.getOrDefault(source, Map.of()).get(network);
        if (named != null) {
            return named;
        }
        return network.indexOf('/') > 0 ? new Named(network, Match.EXACT, "", "the weights are not said") : UNKNOWN;
    }
}
