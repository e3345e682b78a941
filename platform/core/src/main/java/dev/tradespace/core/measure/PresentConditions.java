package dev.tradespace.core.measure;

import java.util.Map;

/**
 * What measurements are made under here and now, by the target's id: what a figure must have been measured under to be taken over or ranked with new ones.
 *
 * @param byTarget the conditions of the targets that can be measured on here
 */
public record PresentConditions(Map<String, Conditions> byTarget) {
    /** Nothing is known. */
    public static final PresentConditions UNKNOWN = new PresentConditions(Map.of());

    public PresentConditions {
        byTarget = Map.copyOf(byTarget);
    }

    /** Those of a target; unknown for one that is not measured on here. */
    public Conditions of(String target) {
        return byTarget.getOrDefault(target, Conditions.UNKNOWN);
    }

    /** Whether a row was measured under them. */
    public boolean hold(ResultRow row) {
        return of(row.key().target())
                .digest()
                .equals(row.provenance().conditions().digest());
    }
}
