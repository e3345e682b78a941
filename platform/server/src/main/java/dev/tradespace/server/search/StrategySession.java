package dev.tradespace.server.search;

import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.results.search.Searches;
import dev.tradespace.search.run.CountedNetwork;
import dev.tradespace.search.run.Replay;
import dev.tradespace.search.run.SearchEvent;
import dev.tradespace.search.run.SearchPlan;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.TrialRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ask/tell session of one search's strategy. Each call is stored before or with what follows from it, so that a
 * replay restores the strategy's state. One thread at a time; blocks.
 */
final class StrategySession {
    private final long search;
    private final SearchPlan plan;
    private final Searches searches;
    private @Nullable CheckedStrategy strategy;

    StrategySession(long search, SearchPlan plan, Searches searches) {
        this.search = search;
        this.plan = plan;
        this.searches = searches;
    }

    /**
     * A restored strategy.
     *
     * @param trials all that are kept
     * @param begun with what the run begins
     */
    record Restored(List<TrialState> trials, SearchEvent begun) {}

    /** Restores the strategy by replaying its calls. */
    Restored restore() {
        List<TrialState> trials = searches.trials(search);
        CheckedStrategy started = plan.start();
        strategy = started;
        Replay.play(plan, searches.calls(search), trials, started);
        Map<Integer, CountedNetwork> underWay = new HashMap<>();
        trials.stream()
                .filter(trial -> trial.outcome() == null)
                .forEach(trial -> underWay.put(trial.number(), plan.candidate(plan.point(trial))));
        return new Restored(trials, new SearchEvent.Begun(underWay));
    }

    SearchEvent ask(int number, Duration spent) {
        Suggestion answer =
                strategy().ask(number, TrialRandom.of(plan.spec().effort().seed(), number));
        if (answer instanceof Suggestion.Propose tried) {
            Proposal proposal = tried.proposal();
            CountedNetwork candidate = plan.candidate(proposal.configuration());
            TrialState trial = TrialState.proposed(number, candidate.network(), proposal.fidelity(), spent);
            searches.propose(search, trial);
            return new SearchEvent.Proposed(trial, candidate.known());
        }
        if (answer instanceof Suggestion.Wait) {
            searches.defer(search, number);
            return new SearchEvent.Waits();
        }
        return new SearchEvent.Exhausted(((Suggestion.Exhausted) answer).reason());
    }

    void tell(TrialState trial) {
        searches.tell(search, trial);
        strategy().tell(Replay.told(plan, trial));
    }

    private CheckedStrategy strategy() {
        return Optional.ofNullable(strategy)
                .orElseThrow(() -> new IllegalStateException("the strategy was not restored"));
    }

    /** Ends what the strategy holds. */
    void close() {
        if (strategy != null) {
            strategy.close();
        }
    }
}
