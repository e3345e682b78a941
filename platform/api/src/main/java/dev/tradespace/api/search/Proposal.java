package dev.tradespace.api.search;

import dev.tradespace.api.space.Configuration;
import java.util.Objects;

/**
 * What a strategy wants evaluated.
 *
 * @param configuration a point of the problem's space that is {@link CheapMetrics.Valid}
 * @param fidelity how much of a full evaluation; {@link Fidelity#FULL} unless the strategy thinks otherwise
 */
public record Proposal(Configuration configuration, Fidelity fidelity) {
    public Proposal {
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(fidelity, "fidelity");
    }

    /** A whole evaluation of a configuration. */
    public static Proposal full(Configuration configuration) {
        return new Proposal(configuration, Fidelity.FULL);
    }
}
