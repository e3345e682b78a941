package dev.tradespace.server.http;

import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.EnergySupport;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A target that can be measured on here.
 *
 * @param target the target
 * @param energy whether its energy can be read
 * @param conditions what a measurement is made under there now
 */
public record KnownTarget(Target target, EnergySupport energy, Conditions conditions) {
    /** What is measured under on targets now. */
    public static PresentConditions present(List<KnownTarget> targets) {
        return new PresentConditions(targets.stream()
                .collect(Collectors.toMap(known -> known.target().id(), KnownTarget::conditions)));
    }

    /** A target of which nobody knows the conditions. */
    public KnownTarget(Target target, EnergySupport energy) {
        this(target, energy, Conditions.UNKNOWN);
    }
}
