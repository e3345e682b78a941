package dev.tradespace.search.recommend;

import dev.tradespace.api.search.Constraint;
import java.util.List;
import java.util.Optional;

/**
 * The answer to "which model should I use?".
 *
 * @param recommended the most accurate model within all limits on all targets; the faster of equals; empty if nothing
 *     fits
 * @param reason why this one, or why none, one sentence
 * @param binding the limit that keeps a more accurate model out, if one does
 * @param faster the next faster member of the front, limits kept or not but its latency lower
 * @param moreAccurate the next more accurate member of the front, whatever limits it breaks
 * @param considered how many models have an accuracy and a latency on every target
 * @param excluded every other model, with the reason
 */
public record Recommendation(
        Optional<ModelRows> recommended,
        String reason,
        Optional<Binding> binding,
        Optional<ModelRows> faster,
        Optional<ModelRows> moreAccurate,
        int considered,
        List<Exclusion> excluded) {
    public Recommendation {
        excluded = List.copyOf(excluded);
    }

    /**
     * The limit that binds, and what loosening it would buy.
     *
     * @param limit the limit
     * @param target where it binds
     * @param next the model that loosening this limit alone lets in
     * @param needs the value to loosen it to
     * @param message the same as a sentence
     */
    public record Binding(Constraint limit, String target, ModelRows next, double needs, String message) {}

    /**
     * A model that is not recommended for a reason of its own.
     *
     * @param variant the model's id
     * @param reason which limit it breaks and where, or what is not known of it
     */
    public record Exclusion(String variant, String reason) {}
}
