package dev.tradespace.search.external;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.SpaceForm;
import dev.tradespace.core.process.PluginLine;
import dev.tradespace.core.process.PluginServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The worker process of external strategies. */
public final class ExternalStrategyWorker {
    private final PluginLine line;
    private final PluginServices<SearchStrategyPlugin> services;
    private @Nullable Started started;

    /** The strategy at work. */
    private record Started(SearchSpace space, SearchStrategy strategy) {}

    private ExternalStrategyWorker(PluginLine line, PluginServices<SearchStrategyPlugin> services) {
        this.line = line;
        this.services = services;
    }

    /**
     * Serves until the line ends.
     *
     * @param arguments the jar
     */
    public static void main(String[] arguments) throws IOException {
        PluginLine line = PluginLine.open();
        ExternalStrategyWorker worker =
                new ExternalStrategyWorker(line, PluginServices.of(SearchStrategyPlugin.class, Path.of(arguments[0])));
        line.serve(worker::answer);
    }

    private Map<String, ?> answer(String verb, Fields request) {
        return switch (verb) {
            case "describe" -> Map.of("strategies", describe());
            case "check" -> Map.of("problems", check(request));
            case "start" -> start(request);
            case "ask" -> ask(request);
            case "tell" -> tell(request);
            default -> throw new IllegalArgumentException("there is no " + verb);
        };
    }

    /** What every strategy says of itself, or why it cannot. */
    private List<Map<String, Object>> describe() {
        List<Map<String, Object>> described = new ArrayList<>();
        services.failures().forEach(failure -> described.add(Map.of("failed", failure)));
        services.names().forEach(name -> described.add(describe(name)));
        return described;
    }

    private Map<String, Object> describe(String name) {
        SearchStrategyPlugin plugin;
        try {
            plugin = services.provider(name);
        } catch (IllegalArgumentException broken) {
            return Map.of("failed", String.valueOf(broken.getMessage()));
        }
        try {
            return Map.of(
                    "class", name,
                    "id", Objects.requireNonNull(plugin.id(), "id() returned null"),
                    "title", Objects.requireNonNull(plugin.title(), "title() returned null"),
                    "description", Objects.requireNonNull(plugin.description(), "description() returned null"),
                    "settings", SpaceForm.write(Objects.requireNonNull(plugin.settings(), "settings() returned null")));
        } catch (Throwable thrown) { // the border to external code
            return Map.of("failed", "strategy " + name + " does not say what it is: " + PluginLine.sentence(thrown));
        }
    }

    private List<Map<String, String>> check(Fields request) {
        SearchStrategyPlugin plugin = services.provider(request.text("class"));
        List<Problem> problems = plugin.check(problem(request), settings(plugin, request));
        return problems.stream()
                .map(problem -> Map.of("path", problem.path(), "message", problem.message()))
                .toList();
    }

    private Map<String, ?> start(Fields request) {
        SearchStrategyPlugin plugin = services.provider(request.text("class"));
        SearchProblem problem = problem(request);
        SearchStrategy begun =
                Objects.requireNonNull(plugin.start(problem, settings(plugin, request)), "start returned null");
        started = new Started(problem.space(), begun);
        return Map.of("started", true);
    }

    private Map<String, ?> ask(Fields request) {
        Suggestion suggestion =
                started().strategy.ask(request.integer("number"), new SplittableRandom(request.whole("seed")));
        return SearchForm.write(Objects.requireNonNull(suggestion, "ask returned null"));
    }

    private Map<String, ?> tell(Fields request) {
        started().strategy.tell(SearchForm.trial(started().space, request.object("trial")));
        return Map.of("told", true);
    }

    private Started started() {
        return Objects.requireNonNull(started, "no strategy was started");
    }

    private SearchProblem problem(Fields request) {
        return SearchForm.problem(request.object("problem"), this::known);
    }

    private static Configuration settings(SearchStrategyPlugin plugin, Fields request) {
        return SpaceForm.configuration(plugin.settings(), request.object("settings"));
    }

    private CheapMetrics known(SearchSpace asked, Configuration configuration) {
        if (!asked.contains(configuration)) {
            throw new IllegalArgumentException("nothing is known outside the space, of " + configuration);
        }
        return SearchForm.known(line.ask(Map.of("known", SpaceForm.write(configuration))));
    }
}
