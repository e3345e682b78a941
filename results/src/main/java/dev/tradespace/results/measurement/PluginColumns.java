package dev.tradespace.results.measurement;

import dev.tradespace.core.catalogue.PluginOrigin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What built a network, as columns.
 *
 * @param plugin its name; null for unknown, as the next
 * @param pluginDigest its version
 */
public record PluginColumns(
        @Nullable String plugin, @Nullable String pluginDigest) {
    /** The columns of an origin. */
    public static PluginColumns of(PluginOrigin origin) {
        return origin.known() ? new PluginColumns(origin.plugin(), origin.digest()) : new PluginColumns(null, null);
    }

    /** What they say. */
    public PluginOrigin origin() {
        return plugin == null
                ? PluginOrigin.UNKNOWN
                : new PluginOrigin(plugin, Objects.requireNonNullElse(pluginDigest, ""));
    }
}
