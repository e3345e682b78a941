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
 */
public record Subject(String variant, String family, RowKey key, Map<Metric, Figure> known) {
    public Subject {
        known = known.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(known));
    }
}
