package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
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
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_VARIANTS = 1_000;
    /** Twenty times those of the deepest network that is known here; more could not be drawn, exported or counted in a moment. */
    private static final int MOST_LAYERS = 20_000;

    private Gate() {}

    /**
     * The plugin's family.
     *
     * @throws PluginFailure with everything that is wrong with it
     */
    static Family family(ArchitecturePlugin plugin, PluginOrigin origin) {
        String id = told(plugin, "id()", plugin::id);
        if (id.length() > LONGEST_ID || !id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new PluginFailure(name(plugin) + ": its id must be kebab-case, was " + PlainText.of(id, LONGEST_ID));
        }
        SearchSpace space = told(plugin, "space()", plugin::space);
        Family family = new Family(
                id,
                told(plugin, "title()", plugin::title),
                told(plugin, "description()", plugin::description),
                told(plugin, "link()", plugin::link),
                told(plugin, "symbol()", plugin::symbol),
                told(plugin, "variants()", () -> copy(plugin.variants())),
                space,
                origin,
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
        checkTexts(family, problems);
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

    private static void checkTexts(Family family, List<Problem> problems) {
        checkText("title", family.title(), LONGEST_TITLE, problems);
        checkText("description", family.description(), LONGEST_TEXT, problems);
        checkText("link", family.link(), LONGEST_TEXT, problems);
        checkText("symbol", family.symbol(), ArchitecturePlugin.SYMBOL_CHARACTERS, problems);
        if (!family.link().isEmpty() && !family.link().matches("https?://[^\\s\"<>]+")) {
            problems.add(
                    new Problem("link", "must be a web address, was " + PlainText.of(family.link(), LONGEST_TITLE)));
        }
        if (family.variants().size() > MOST_VARIANTS) {
            problems.add(new Problem(
                    "variants",
                    "there must be at most " + MOST_VARIANTS + ", were "
                            + family.variants().size()));
        }
        for (Variant variant : family.variants()) {
            String place = "variant " + PlainText.of(variant.name(), LONGEST_ID);
            checkText(place + ": name", variant.name(), LONGEST_ID, problems);
            checkText(place + ": dataset", variant.dataset(), LONGEST_TITLE, problems);
            variant.published().forEach(figure -> {
                checkText(place + ": source", figure.source(), LONGEST_TEXT, problems);
                checkText(place + ": conditions", figure.conditions(), LONGEST_TEXT, problems);
            });
        }
        for (Parameter parameter : family.space().parameters()) {
            String place = "parameter " + PlainText.of(parameter.name(), LONGEST_ID);
            checkText(place + ": name", parameter.name(), LONGEST_ID, problems);
            checkText(place + ": unit", parameter.unit(), LONGEST_ID, problems);
            checkText(place + ": meaning", parameter.meaning(), LONGEST_TEXT, problems);
        }
    }

    private static void checkText(String place, String text, int longest, List<Problem> problems) {
        if (text.length() > longest) {
            problems.add(new Problem(place, "must have at most " + longest + " characters, has " + text.length()));
        } else if (!PlainText.isPlain(text)) {
            problems.add(new Problem(place, "must have no control characters, was " + PlainText.of(text, longest)));
        }
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
        if (built.layers().size() > MOST_LAYERS) {
            throw new PluginFailure("plugin " + family.id() + ": build(" + configuration + ") must have at most "
                    + MOST_LAYERS + " layers, has " + built.layers().size());
        }
        Shape image = Shape.of(3, configuration.resolution(), configuration.resolution());
        Shape logits = Shape.of(configuration.classes());
        if (!built.inputShape().equals(image) || !built.outputShape().equals(logits)) {
            throw new PluginFailure("plugin " + family.id() + ": build(" + configuration + ") must go from " + image
                    + " to " + logits + ", went from " + built.inputShape() + " to " + built.outputShape());
        }
        return built;
    }

    /**
     * The recipe that the plugin has for a configuration.
     *
     * @throws PluginFailure if it throws
     */
    static Recipe recipe(Family family, Configuration configuration) {
        return told(family.plugin(), "recipe(" + configuration + ")", () -> family.plugin()
                .recipe(configuration));
    }

    /** The list itself, without surprises: null where it is null or holds a null. */
    @SuppressWarnings("NullAway") // an external list may be or hold what ours must not
    private static <T> @Nullable List<T> copy(@Nullable List<T> told) {
        return told == null || told.stream().anyMatch(Objects::isNull) ? null : List.copyOf(told);
    }

    /** The border to external code: whatever it throws, errors included, is reported under its name, and so is a null. */
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
        return "plugin "
                + (plugin instanceof OutsideFamily outside
                        ? outside.className()
                        : plugin.getClass().getName());
    }
}
