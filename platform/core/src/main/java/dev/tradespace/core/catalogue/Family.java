package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/**
 * A family as the platform knows it: asked once, checked, and kept.
 *
 * @param id its id
 * @param title its name for people
 * @param description what it is
 * @param link where to read more; empty for nowhere
 * @param symbol the mark beside its name; empty for none
 * @param variants its named points
 * @param space all that can be varied
 * @param origin where it came from, in which version
 * @param plugin who builds it
 */
public record Family(
        String id,
        String title,
        String description,
        String link,
        String symbol,
        List<Variant> variants,
        SearchSpace space,
        PluginOrigin origin,
        ArchitecturePlugin plugin) {
    public Family {
        variants = List.copyOf(variants);
    }

    /** Where it came from: {@code built in} or the jar's name. */
    public String source() {
        return origin.plugin();
    }

    /** The variant of this name. */
    public Optional<Variant> variant(String name) {
        return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
    }
}
