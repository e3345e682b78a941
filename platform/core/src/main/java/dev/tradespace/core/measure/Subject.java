package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginOrigin;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A model to be measured on a target, with all that is known of it beforehand.
 *
 * @param model its id
 * @param key the identity of the row it fills
 * @param known figures that need no measuring: accuracy as published, parameters, MACs and model size as counted
 * @param plugin what built the network
 */
public record Subject(ModelId model, RowKey key, Map<Metric, Figure> known, PluginOrigin plugin) {
    public Subject {
        known = known.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(known));
    }

    /** A subject whose plugin is not recorded. */
    public Subject(ModelId model, RowKey key, Map<Metric, Figure> known) {
        this(model, key, known, PluginOrigin.UNKNOWN);
    }
}
