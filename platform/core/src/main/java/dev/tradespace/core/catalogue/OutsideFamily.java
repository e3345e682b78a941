package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.SpaceForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A family from a jar, whose code runs in the jar's process: what it says of itself was told once, what it checks is asked and then remembered, by
 * configuration. Its own variants are remembered for good, so that they stay when the jar is set aside.
 */
final class OutsideFamily implements ArchitecturePlugin {
    private static final ArchitectureJson ARCHITECTURES = new ArchitectureJson();
    private static final int MOST_CHECKS = 1_000;
    private static final int LONGEST_MESSAGE = 2_000;

    private final PluginHost host;
    private final String className;
    private final Fields described;
    private final Map<Configuration, Architecture> variants = new ConcurrentHashMap<>();
    private final AnswerCache<Configuration, List<Problem>> checked = new AnswerCache<>(MOST_CHECKS);
    private final AnswerCache<Configuration, Recipe> recipes = new AnswerCache<>(MOST_CHECKS);
    private final AnswerCache<Configuration, String> fatal = new AnswerCache<>(MOST_CHECKS);

    /**
     * A family of a jar.
     *
     * @param described what {@link FamilyWorker} says of it
     */
    OutsideFamily(PluginHost host, String className, Fields described) {
        this.host = host;
        this.className = className;
        this.described = described;
    }

    /** The name of its class in the jar. */
    String className() {
        return className;
    }

    @Override
    public String id() {
        return text("id");
    }

    @Override
    public String title() {
        return text("title");
    }

    @Override
    public String description() {
        return text("description");
    }

    @Override
    public String link() {
        return text("link");
    }

    @Override
    public String symbol() {
        return text("symbol");
    }

    @Override
    @SuppressWarnings("NullAway") // what the plugin told may be null, as from any other
    public SearchSpace space() {
        return told(described.object("space"), answer -> SpaceForm.space(answer.objects(FamilyWorker.VALUE)));
    }

    @Override
    @SuppressWarnings("NullAway")
    public List<Variant> variants() {
        return told(described.object("variants"), answer -> {
            SearchSpace space = space();
            return answer.objects(FamilyWorker.VALUE).stream()
                    .map(variant -> FamilyForm.variant(space, variant))
                    .toList();
        });
    }

    @SuppressWarnings("NullAway")
    private String text(String name) {
        return told(described.object(name), answer -> answer.text(FamilyWorker.VALUE));
    }

    @Override
    @SuppressWarnings("NullAway")
    public List<Problem> check(Configuration configuration) {
        if (variants.containsKey(configuration)) {
            return List.of();
        }
        return checked.get(
                configuration,
                () -> told(
                        ask("check", configuration),
                        answer -> answer.records(FamilyWorker.VALUE, Problem.class).stream()
                                .map(problem -> new Problem(
                                        PlainText.of(problem.path(), LONGEST_MESSAGE),
                                        PlainText.of(problem.message(), LONGEST_MESSAGE)))
                                .toList()));
    }

    @Override
    @SuppressWarnings("NullAway")
    public Architecture build(Configuration configuration) {
        Architecture known = variants.get(configuration);
        return known == null
                ? told(ask("build", configuration), answer -> ARCHITECTURES.read(answer.text(FamilyWorker.VALUE)))
                : known;
    }

    @Override
    @SuppressWarnings("NullAway")
    public Recipe recipe(Configuration configuration) {
        return recipes.get(
                configuration,
                () -> told(ask("recipe", configuration), answer -> answer.record(FamilyWorker.VALUE, Recipe.class)));
    }

    /** Remembers a variant's network for good, and that nothing stands against it. */
    void keep(Configuration variant, Architecture network) {
        variants.put(variant, network);
    }

    /** What killed the process once is not tried again. */
    private Fields ask(String verb, Configuration configuration) {
        Optional<String> before = fatal.find(configuration);
        if (before.isPresent()) {
            throw new HostFailure(before.get() + " (not tried again)", null);
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("class", className);
        request.put("configuration", SpaceForm.write(configuration));
        return host.ask(verb, request, reason -> fatal.get(configuration, () -> reason));
    }

    /** An answer, a null, or an exception, as the plugin had it. */
    private static <T> @Nullable T told(Fields answer, Function<Fields, T> read) {
        if (answer.has(FamilyWorker.THREW)) {
            throw new ThrownByPlugin(
                    answer.text(FamilyWorker.THREW),
                    answer.has(FamilyWorker.TRACE) ? answer.text(FamilyWorker.TRACE) : "");
        }
        return answer.has(FamilyWorker.NULL) ? null : read.apply(answer);
    }
}
