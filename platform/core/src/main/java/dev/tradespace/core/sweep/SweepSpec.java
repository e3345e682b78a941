package dev.tradespace.core.sweep;

import dev.tradespace.core.measure.Protocol;
import java.util.List;

/**
 * What a sweep is asked to do.
 *
 * @param variants ids or globs of variants, {@code mobilenet/v2-*}, or ids with settings, {@code resnet/resnet50[width=0.75]}; at least one
 * @param targets ids or globs of targets; at least one
 * @param protocol how long to measure
 */
public record SweepSpec(List<String> variants, List<String> targets, Protocol protocol) {
    public SweepSpec {
        variants = List.copyOf(variants);
        targets = List.copyOf(targets);
    }
}
