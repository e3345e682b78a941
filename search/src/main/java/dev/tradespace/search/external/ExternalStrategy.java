package dev.tradespace.search.external;

import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.SpaceForm;
import dev.tradespace.core.process.PluginProcess;
import dev.tradespace.search.strategy.StrategyFailure;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * An external strategy at work on one problem, in its worker. Its generator is one of its own, seeded with one draw of
 * the trial's: the same calls give the same answers here too.
 */
final class ExternalStrategy implements SearchStrategy, AutoCloseable {
    private final String who;
    private final SearchProblem problem;
    private final PluginProcess worker;

    ExternalStrategy(String who, SearchProblem problem, PluginProcess worker) {
        this.who = who;
        this.problem = problem;
        this.worker = worker;
    }

    @Override
    public Suggestion ask(int number, RandomGenerator random) {
        Fields answer = worker.ask("ask", Map.of("number", number, "seed", random.nextLong()), this::known);
        try {
            return SearchForm.ask(problem.space(), answer);
        } catch (IllegalArgumentException outside) {
            worker.close();
            throw new StrategyFailure(
                    who + ": it proposed what is outside the space: " + outside.getMessage(), outside);
        }
    }

    @Override
    public void tell(Trial trial) {
        worker.ask("tell", Map.of("trial", SearchForm.write(trial)), this::known);
    }

    private Fields known(Fields configuration) {
        return known(who, problem, configuration);
    }

    /** The cheap metrics of a configuration that an external strategy asks about. */
    static Fields known(String who, SearchProblem problem, Fields values) {
        Configuration configuration;
        try {
            configuration = SpaceForm.configuration(problem.space(), values);
        } catch (IllegalArgumentException outside) {
            throw new StrategyFailure(
                    who + ": it wants to know of what is outside the space: " + outside.getMessage(), outside);
        }
        return new Fields(SearchForm.write(problem.cheapMetrics(configuration)));
    }

    @Override
    public void close() {
        worker.close();
    }
}
