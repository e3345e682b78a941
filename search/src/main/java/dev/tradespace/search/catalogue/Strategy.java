package dev.tradespace.search.catalogue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.StrategyFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A strategy as the platform knows it: asked once, checked, and kept.
 *
 * @param id its id
 * @param title its name for people
 * @param description what it does and when to choose it
 * @param settings what can be set
 * @param source where it came from: {@code built in} or the jar's name
 * @param plugin who starts it
 */
public record Strategy(
        String id, String title, String description, SearchSpace settings, String source, SearchStrategyPlugin plugin) {
    static final String BUILT_IN = "built in";

    /** A strategy of the platform's own class path. */
    public static Strategy builtIn(SearchStrategyPlugin plugin) {
        return of(plugin, BUILT_IN);
    }

    static Strategy of(SearchStrategyPlugin plugin, String source) {
        return new Strategy(plugin.id(), plugin.title(), plugin.description(), plugin.settings(), source, plugin);
    }

    /** Its name in a sentence: {@code strategy tpe from tpe.jar}. */
    public String name() {
        return "strategy " + id + (source.equals(BUILT_IN) ? "" : " from " + source);
    }

    /**
     * The settings that texts mean ({@code population=40}), defaults for the rest.
     *
     * @throws BadConfiguration with everything that is wrong with them
     */
    public Configuration settings(Map<String, String> texts) {
        return settings.configure(settings.defaults(), texts);
    }

    /**
     * Why it cannot work on a problem; empty where nothing stands against it.
     *
     * @param chosen a point of {@link #settings()}
     * @throws StrategyFailure if it throws or does not answer
     */
    public List<Problem> check(SearchProblem problem, Configuration chosen) {
        return told("check", () -> {
            List<Problem> problems = plugin.check(problem, chosen);
            return problems.stream().anyMatch(Objects::isNull) ? null : List.copyOf(problems);
        });
    }

    /**
     * The strategy at the beginning of a search, under watch; to be closed by the caller.
     *
     * @param problem what is searched; it passed {@link #check}
     * @param chosen a point of {@link #settings()}
     * @throws StrategyFailure if it throws or does not answer
     */
    public CheckedStrategy start(SearchProblem problem, Configuration chosen) {
        SearchStrategy started = told("start", () -> plugin.start(problem, chosen));
        return new CheckedStrategy(name(), problem, started);
    }

    private <T> T told(String call, Supplier<@Nullable T> body) {
        T answer;
        try {
            answer = body.get();
        } catch (StrategyFailure | PluginFailure named) {
            throw named;
        } catch (RuntimeException | StackOverflowError thrown) {
            throw new StrategyFailure(name() + ": " + call + " failed: " + thrown, thrown);
        }
        if (answer == null) {
            throw new StrategyFailure(name() + ": " + call + " returned null");
        }
        return answer;
    }
}
