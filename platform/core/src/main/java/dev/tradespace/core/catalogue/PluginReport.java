package dev.tradespace.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a jar of the plugin folders is doing.
 *
 * @param name the jar's file name
 * @param digest the first hex digits of the SHA-256 of the jar that is used; null where none is
 * @param families the ids of its families that were taken in
 * @param problems what was left out of it, why it is not asked any more, and what has changed since it was loaded; each a sentence
 */
public record PluginReport(String name, @Nullable String digest, List<String> families, List<String> problems) {
    public PluginReport {
        families = List.copyOf(families);
        problems = List.copyOf(problems);
    }
}
