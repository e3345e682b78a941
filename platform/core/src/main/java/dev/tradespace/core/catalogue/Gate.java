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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a plugin returns passes here before it is trusted, for a plugin is someone else's code. */
final class Gate {
    private Gate() {}

    /**
     * The plugin's family.
     *
     * @throws PluginFailure with everything that is wrong with it
     */
    static Family family(ArchitecturePlugin plugin, String source) {
        String id = told(plugin, "id()", plugin::id);
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new PluginFailure(name(plugin) + ": its id must be kebab-case, was " + id);
        }
        Family family = new Family(
                id,
                told(plugin, "title()", plugin::title),
                told(plugin, "description()", plugin::description),
                told(plugin, "variants()", () -> copy(plugin.variants())),
                told(plugin, "space()", plugin::space),
                source,
                plugin);
        List<Problem> problems = check(family);
        if (!problems.isEmpty()) {
            throw new PluginFailure("plugin " + id + ": "
                    + String.join("; ", problems.stream().map(Problem::toString).toList()));
        }
        return family;
    }

    private static List<Problem> check(Family family) {
        List<Problem> problems = new ArrayList<>();
        if (family.title().isBlank() || family.description().isBlank()) {
            problems.add(new Problem("", "its title and its description must not be blank"));
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
        return told(
                family.plugin(),
                "check(" + configuration + ")",
                () -> copy(family.plugin().check(configuration)));
    }

    /**
     * The architecture the plugin builds.
     *
     * @throws PluginFailure if it throws, or returns anything but a classifier of the promised shapes
     */
    static Architecture build(Family family, Configuration configuration) {
        Architecture built = told(family.plugin(), "build(" + configuration + ")", () -> family.plugin()
                .build(configuration));
        Shape image = Shape.of(3, configuration.resolution(), configuration.resolution());
        Shape logits = Shape.of(configuration.classes());
        if (!built.inputShape().equals(image) || !built.outputShape().equals(logits)) {
            throw new PluginFailure("plugin " + family.id() + ": build(" + configuration + ") must go from " + image
                    + " to " + logits + ", went from " + built.inputShape() + " to " + built.outputShape());
        }
        return built;
    }

    /** The list itself, without surprises: null where it is null or holds a null. */
    @SuppressWarnings("NullAway") // a stranger's list may be or hold what ours must not
    private static <T> @Nullable List<T> copy(@Nullable List<T> told) {
        return told == null || told.stream().anyMatch(Objects::isNull) ? null : List.copyOf(told);
    }

    /** The border to a stranger's code: whatever it throws, errors included, is reported under its name, and so is a null. */
    private static <T> T told(ArchitecturePlugin plugin, String call, Supplier<@Nullable T> body) {
        T answer;
        try {
            answer = body.get();
        } catch (Throwable thrown) {
            String what = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
            throw new PluginFailure(name(plugin) + ": " + call + " failed: " + what, thrown);
        }
        if (answer == null) {
            throw new PluginFailure(name(plugin) + ": " + call + " returned null");
        }
        return answer;
    }

    private static String name(ArchitecturePlugin plugin) {
        return "plugin " + plugin.getClass().getName();
    }
}
