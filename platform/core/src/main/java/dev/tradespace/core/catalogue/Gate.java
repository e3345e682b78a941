package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a plugin returns passes here before it is trusted, for a plugin is someone else's code. */
final class Gate {
    private Gate() {}

    /**
     * The plugin's family.
     *
     * @throws PluginFailure with everything that is wrong with it
     */
    static Family family(ArchitecturePlugin plugin, String source) {
        String id = guarded(plugin, "id()", plugin::id);
        if (id == null || !id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new PluginFailure(name(plugin) + ": its id must be kebab-case, was " + id);
        }
        Family family = guarded(
                plugin,
                "its description",
                () -> new Family(
                        id, plugin.title(), plugin.description(), plugin.variants(), plugin.space(), source, plugin));
        List<Problem> problems = check(family);
        if (!problems.isEmpty()) {
            throw new PluginFailure("plugin " + id + ": "
                    + String.join("; ", problems.stream().map(Problem::toString).toList()));
        }
        return family;
    }

    private static List<Problem> check(Family family) {
        List<Problem> problems = new ArrayList<>();
        for (Object part : new Object[] {family.title(), family.description(), family.space()}) {
            if (part == null) {
                return List.of(new Problem("", "title, description and space must not be null"));
            }
        }
        for (String name : List.of("resolution", "classes")) {
            Optional<Parameter> parameter = family.space().find(name);
            if (parameter.isEmpty()
                    || !(parameter.get().domain() instanceof Domain.Integers)
                    || parameter.get().activation().isPresent()) {
                problems.add(
                        new Problem("space", "must have the whole-number parameter " + name + ", which always counts"));
            }
        }
        if (family.variants().isEmpty()) {
            problems.add(new Problem("variants", "there must be at least one"));
        }
        Set<String> names = new HashSet<>();
        for (Variant variant : family.variants()) {
            if (!names.add(variant.name())) {
                problems.add(new Problem("variants", "the name " + variant.name() + " is taken twice"));
            }
            if (!family.space().contains(variant.configuration())) {
                problems.add(new Problem(
                        "variant " + variant.name(), "is no point of the space: " + variant.configuration()));
            }
        }
        return problems;
    }

    /**
     * The plugin's own objections to a configuration.
     *
     * @throws PluginFailure if it throws
     */
    static List<Problem> check(Family family, Configuration configuration) {
        return List.copyOf(guarded(family.plugin(), "check(" + configuration + ")", () -> family.plugin()
                .check(configuration)));
    }

    /**
     * The architecture the plugin builds.
     *
     * @throws PluginFailure if it throws, or returns anything but a classifier of the promised shapes
     */
    static Architecture build(Family family, Configuration configuration) {
        Architecture built = guarded(family.plugin(), "build(" + configuration + ")", () -> family.plugin()
                .build(configuration));
        Shape image = Shape.of(3, configuration.resolution(), configuration.resolution());
        Shape logits = Shape.of(configuration.classes());
        if (built == null) {
            throw new PluginFailure("plugin " + family.id() + ": build(" + configuration + ") returned null");
        }
        if (!built.inputShape().equals(image) || !built.outputShape().equals(logits)) {
            throw new PluginFailure("plugin " + family.id() + ": build(" + configuration + ") must go from " + image
                    + " to " + logits + ", went from " + built.inputShape() + " to " + built.outputShape());
        }
        return built;
    }

    /** The border to a stranger's code: whatever it throws, linkage errors included, is reported under its name. */
    private static <T> T guarded(ArchitecturePlugin plugin, String call, Supplier<T> body) {
        try {
            return body.get();
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError | OutOfMemoryError thrown) {
            String what = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
            throw new PluginFailure(name(plugin) + ": " + call + " failed: " + what, thrown);
        }
    }

    private static String name(ArchitecturePlugin plugin) {
        return "plugin " + plugin.getClass().getName();
    }
}
