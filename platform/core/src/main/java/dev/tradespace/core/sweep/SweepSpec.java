package dev.tradespace.core.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.measure.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep is asked to do.
 *
 * @param variants ids or globs of variants, {@code mobilenet/v2-*}, or ids with settings, {@code resnet/resnet50[width=0.75]}; at least one
 * @param targets ids or globs of targets; at least one
 * @param protocol how long to measure
 * @param training how each variant is trained first; null to measure with random weights
 */
public record SweepSpec(
        List<String> variants,
        List<String> targets,
        Protocol protocol,
        @Nullable TrainingAsked training) {
    public SweepSpec {
        variants = List.copyOf(variants);
        targets = List.copyOf(targets);
    }

    /** A sweep that trains nothing. */
    public SweepSpec(List<String> variants, List<String> targets, Protocol protocol) {
        this(variants, targets, protocol, null);
    }

    /** As it is read by {@link SweepSpecReader}. */
    public ObjectNode json() {
        ObjectNode json = StrictJson.json().createObjectNode();
        variants.forEach(json.putArray("variants")::add);
        targets.forEach(json.putArray("targets")::add);
        json.put("protocol", protocol.id());
        if (training != null) {
            json.set("training", training.json());
        }
        return json;
    }
}
