package dev.tradespace.runtime.search;

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
 * The strategy of one search, and the order of its calls: every call is kept before or with what follows from it, so
 * that the strategy can be made again what it was. One thread at a time; blocks.
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
     * A strategy that is what it was.
     *
     * @param trials all that are kept
     * @param begun with what the run begins
     */
    record Taken(List<TrialState> trials, SearchEvent begun) {}

    /** Makes the strategy what it was. */
    Taken take() {
        List<TrialState> trials = searches.trials(search);
        CheckedStrategy started = plan.start();
        strategy = started;
        Replay.play(plan, searches.calls(search), trials, started);
        Map<Integer, CountedNetwork> underWay = new HashMap<>();
        trials.stream()
                .filter(trial -> trial.outcome() == null)
                .forEach(trial -> underWay.put(trial.number(), plan.candidate(plan.point(trial))));
        return new Taken(trials, new SearchEvent.Begun(underWay));
    }

    SearchEvent ask(int number, Duration spent) {
        Suggestion answer =
                seated().ask(number, TrialRandom.of(plan.spec().effort().seed(), number));
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
        seated().tell(Replay.told(plan, trial));
    }

    private CheckedStrategy seated() {
        return Optional.ofNullable(strategy).orElseThrow(() -> new IllegalStateException("nobody is seated"));
    }

    /** Ends what the strategy holds. */
    void close() {
        if (strategy != null) {
            strategy.close();
        }
    }
}
