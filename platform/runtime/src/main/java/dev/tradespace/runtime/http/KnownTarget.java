package dev.tradespace.runtime.http;

import dev.tradespace.core.measure.Target;
import org.jspecify.annotations.Nullable;

/**
 * A target that can be measured on here.
 *
 * @param target the target
 * @param energyMeter what reads its energy, {@code rapl}; null for nothing
 * @param energyReason why nothing does, for a person; null where something does
 */
public record KnownTarget(Target target, @Nullable String energyMeter, @Nullable String energyReason) {
    public KnownTarget {
        if ((energyMeter == null) == (energyReason == null)) {
            throw new IllegalArgumentException("either a meter or a reason must be given for " + target.id());
        }
    }
}
