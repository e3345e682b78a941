package dev.tradespace.search.external;

import com.fasterxml.jackson.core.JsonFactory;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.catalogue.PluginJar;
import dev.tradespace.core.catalogue.Rejected;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.SpaceForm;
import dev.tradespace.core.process.PluginCommand;
import dev.tradespace.core.process.PluginProcess;
import dev.tradespace.search.strategy.StrategyFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A strategy of an outside jar, as its worker has described it. Every check and every strategy that is started has a
 * worker of its own; what goes wrong there is a {@link StrategyFailure} here. A strategy that was started is
 * {@link AutoCloseable}.
 */
public final class ExternalStrategyPlugin implements SearchStrategyPlugin {
    private static final PluginCommand COMMAND = new PluginCommand(
            ExternalStrategyWorker.class,
            List.of(ExternalStrategyWorker.class, PluginProcess.class, SearchSpace.class, JsonFactory.class));

    private final PluginJar jar;
    private final String className;
    private final String id;
    private final String title;
    private final String description;
    private final SearchSpace settings;
    private final Duration patience;

    private ExternalStrategyPlugin(PluginJar jar, Fields described, Duration patience) {
        this.jar = jar;
        this.className = described.text("class");
        this.id = described.text("id");
        this.title = described.text("title");
        this.description = described.text("description");
        this.settings = SpaceForm.space(described.objects("settings"));
        this.patience = patience;
    }

    /**
     * The strategies of a jar, asked in a worker.
     *
     * @param patience how long it may take for each answer
     * @param rejected told of the jar or of what in it does not work
     */
    public static List<ExternalStrategyPlugin> in(PluginJar jar, Duration patience, Consumer<Rejected> rejected) {
        List<ExternalStrategyPlugin> plugins = new ArrayList<>();
        try (PluginProcess worker = process(jar, jar.name(), patience)) {
            List<Fields> strategies = worker.ask("describe", Map.of(), nothing -> new Fields(Map.of()))
                    .objects("strategies");
            for (Fields described : strategies) {
                if (described.has("failed")) {
                    rejected.accept(new Rejected(jar.name(), described.text("failed")));
                } else {
                    plugins.add(new ExternalStrategyPlugin(jar, described, patience));
                }
            }
            if (strategies.isEmpty()) {
                rejected.accept(new Rejected(jar.name(), "its service file names no strategy of its own"));
            }
        } catch (StrategyFailure | IllegalArgumentException failed) {
            rejected.accept(new Rejected(jar.name(), String.valueOf(failed.getMessage())));
        }
        return plugins;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public SearchSpace settings() {
        return settings;
    }

    @Override
    public List<Problem> check(SearchProblem problem, Configuration chosen) {
        try (PluginProcess worker = start()) {
            return ask(worker, "check", problem, chosen).objects("problems").stream()
                    .map(fields -> new Problem(fields.text("path"), fields.text("message")))
                    .toList();
        }
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration chosen) {
        PluginProcess worker = start();
        ask(worker, "start", problem, chosen);
        return new ExternalStrategy(who(), problem, worker);
    }

    private PluginProcess start() {
        return process(jar, who(), patience);
    }

    static PluginProcess process(PluginJar jar, String who, Duration patience) {
        return PluginProcess.start(COMMAND, jar.path(), jar.digest(), who, patience, StrategyFailure::new);
    }

    private Fields ask(PluginProcess worker, String verb, SearchProblem problem, Configuration chosen) {
        return worker.ask(
                verb,
                Map.of(
                        "class", className,
                        "problem", SearchForm.write(problem),
                        "settings", SpaceForm.write(chosen)),
                configuration -> ExternalStrategy.known(who(), problem, configuration));
    }

    private String who() {
        return "strategy " + id + " from " + jar.name();
    }
}
