package dev.tradespace.search.strategy;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.core.catalogue.PluginFailure;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Validating wrapper of a strategy: its answers are checked before they are passed on, and whatever goes wrong in it is
 * a {@link StrategyFailure} under its name. Every strategy in use is one of these. One thread uses it at a time; any
 * may close it.
 */
public final class CheckedStrategy implements SearchStrategy, AutoCloseable {
    private final String name;
    private final SearchProblem problem;
    private final SearchStrategy strategy;
    private final Set<Integer> outstanding = new HashSet<>();

    /**
     * A checked strategy.
     *
     * @param name what it is called in a sentence: {@code strategy tpe from tpe.jar}
     * @param problem what it was started on
     * @param strategy at its beginning
     */
    public CheckedStrategy(String name, SearchProblem problem, SearchStrategy strategy) {
        this.name = name;
        this.problem = problem;
        this.strategy = strategy;
    }

    /** What it is called in a sentence. */
    public String name() {
        return name;
    }

    /**
     * The strategy's suggestion: a valid configuration of the space, at a fidelity that the problem has.
     *
     * @throws StrategyFailure if it throws or answers anything else
     */
    @Override
    public Suggestion ask(int number, RandomGenerator random) {
        Suggestion answer;
        try {
            answer = strategy.ask(number, random);
        } catch (StrategyFailure | PluginFailure named) {
            throw named;
        } catch (RuntimeException | StackOverflowError thrown) {
            throw new StrategyFailure(name + ": ask failed: " + thrown, thrown);
        }
        if (answer instanceof Suggestion.Propose tried) {
            check(tried.proposal());
            outstanding.add(number);
        } else if (answer instanceof Suggestion.Wait && outstanding.isEmpty()) {
            throw new StrategyFailure(name + ": it wants to wait for a result, but no trial is outstanding");
        } else if (answer instanceof Suggestion.Exhausted done && isBlank(done.reason())) {
            throw new StrategyFailure(name + ": it has nothing to propose and gives no reason");
        }
        return told(answer);
    }

    private Suggestion told(@Nullable Suggestion answer) {
        if (answer == null) {
            throw new StrategyFailure(name + ": ask returned null");
        }
        return answer;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private void check(Proposal proposal) {
        if (!problem.space().contains(proposal.configuration())) {
            throw new StrategyFailure(name + ": it proposed what is outside the space: " + proposal.configuration());
        }
        Fidelity least = problem.cheapest();
        Fidelity fidelity = proposal.fidelity();
        if (fidelity.epochs() < least.epochs() || fidelity.data() < least.data()) {
            throw new StrategyFailure(String.format(
                    Locale.ROOT,
                    "%s: it proposed %s of the epochs on %s of the data; the least that there is are %s and %s",
                    name,
                    fidelity.epochs(),
                    fidelity.data(),
                    least.epochs(),
                    least.data()));
        }
        if (problem.cheapMetrics(proposal.configuration()) instanceof CheapMetrics.Invalid invalid) {
            throw new StrategyFailure(
                    name + ": it proposed what cannot be: " + proposal.configuration() + ": " + invalid.reason());
        }
    }

    /**
     * Passes on what came of a trial.
     *
     * @throws StrategyFailure if it throws
     */
    @Override
    public void tell(Trial trial) {
        if (!outstanding.remove(trial.number())) {
            throw new IllegalArgumentException("trial " + trial.number() + " is not outstanding");
        }
        try {
            strategy.tell(trial);
        } catch (StrategyFailure | PluginFailure named) {
            throw named;
        } catch (RuntimeException | StackOverflowError thrown) {
            throw new StrategyFailure(name + ": tell failed: " + thrown, thrown);
        }
    }

    /** Ends what the strategy holds, an external one's process; does nothing to one that holds nothing. */
    @Override
    public void close() {
        if (strategy instanceof AutoCloseable held) {
            try {
                held.close();
            } catch (Exception failed) {
                throw new StrategyFailure(name + ": it cannot be ended: " + failed, failed);
            }
        }
    }
}
