package dev.tradespace.core.measure;

import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.training.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * What made a row, beside what its key names.
 *
 * @param data the digest of the dataset's version that the network was trained and scored on; empty where none was read
 * @param training seed, recipe and all else that the training was asked with; null for random weights
 * @param conditions what the cost was measured under
 * @param plugin what built the network
 */
public record Provenance(String data, @Nullable TrainingSpec training, Conditions conditions, PluginOrigin plugin) {
    /** Nothing is known. */
    public static final Provenance UNKNOWN = new Provenance("", null, Conditions.UNKNOWN, PluginOrigin.UNKNOWN);
}
