package dev.tradespace.core.catalogue;

/**
 * Which plugin built a network, in which version: two versions of a plugin may build two networks under one id.
 *
 * @param plugin {@code built in}, or the name of the jar
 * @param digest the version of the platform, or the first hex digits of the jar's SHA-256
 */
public record PluginOrigin(String plugin, String digest) {
    /** The plugin of families that come with the platform. */
    public static final String BUILT_IN = "built in";
    /** The version of this platform. */
    public static final String PLATFORM_VERSION = "0.1.0";
    /** What was built before origins were recorded. */
    public static final PluginOrigin UNKNOWN = new PluginOrigin("unknown", "");

    /** The platform's own. */
    public static PluginOrigin builtIn() {
        return new PluginOrigin(BUILT_IN, PLATFORM_VERSION);
    }

    /** Whether it was recorded. */
    public boolean known() {
        return !equals(UNKNOWN);
    }

    /** {@code toy.jar@0123456789ab}. */
    @Override
    public String toString() {
        return known() ? plugin + "@" + digest : plugin;
    }
}
