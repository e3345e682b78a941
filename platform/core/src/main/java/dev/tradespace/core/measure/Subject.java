package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A model to be measured on a target, with all that is known of it beforehand.
 *
 * @param variant the model's id: {@code resnet/resnet50} or {@code resnet/resnet50[width=0.75]}
 * @param family its family: {@code resnet}
 * @param key the identity of the row it fills
 * @param known figures that need no measuring: accuracy as published, parameters, MACs and model size as counted
 * @param plugin what built the network
 */
public record Subject(String variant, String family, RowKey key, Map<Metric, Figure> known, PluginOrigin plugin) {
    public Subject {
        known = known.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(known));
    }

    /** A subject whose plugin is not recorded. */
    public Subject(String variant, String family, RowKey key, Map<Metric, Figure> known) {
        this(variant, family, key, known, PluginOrigin.UNKNOWN);
    }
}
