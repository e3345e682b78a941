package dev.tradespace.api.plugin;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import java.util.List;

/**
 * A family of architectures, found by {@link java.util.ServiceLoader}.
 *
 * <p>The platform calls every method, from any thread and often at once; nothing may block, keep state, start threads
 * or touch files. What a method returns is checked before it is trusted; what it throws is reported under this plugin's
 * name.
 *
 * <p>Every space has at least the parameters {@code resolution} (pixels, the side of a square colour image) and
 * {@code classes}.
 */
public interface ArchitecturePlugin {
    /** The most characters of a symbol. */
    int SYMBOL_CHARACTERS = 4;

    /** The family's id, kebab-case and unique: {@code resnet}. */
    String id();

    /** The family's name for people: {@code ResNet}. */
    String title();

    /** What the family is, in one or two sentences. */
    String description();

    /** Where to read more, a web address: its paper's or its code's; empty for nowhere. */
    default String link() {
        return "";
    }

    /** A mark of at most {@value #SYMBOL_CHARACTERS} characters that stands beside the family's name; empty for none. */
    default String symbol() {
        return "";
    }

    /** The named points of the family, in the order people expect them; at least one. */
    List<Variant> variants();

    /** All that can be varied. */
    SearchSpace space();

    /**
     * Rules across parameters that the space cannot say: "resolution must be a multiple of patch".
     *
     * @param configuration a point that the space itself allows
     * @return what is wrong with it, empty where nothing is
     */
    default List<Problem> check(Configuration configuration) {
        return List.of();
    }

    /**
     * The network of a configuration.
     *
     * @param configuration a point of {@link #space()} that passed {@link #check}
     * @return a classifier of {@code [3, resolution, resolution]} to {@code [classes]}
     * @throws dev.tradespace.api.arch.BadArchitecture if the configuration makes a graph that cannot be
     */
    Architecture build(Configuration configuration);

    /**
     * The recipe that a training of this configuration begins with; whoever trains may change every field of it.
     *
     * @param configuration a point of {@link #space()} that passed {@link #check}
     */
    default Recipe recipe(Configuration configuration) {
        return Recipe.GENERAL;
    }
}
