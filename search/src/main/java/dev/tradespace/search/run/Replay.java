package dev.tradespace.search.run;

import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.core.search.StrategyCall;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.search.strategy.TrialRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a strategy what it was, by playing the calls that were kept to a new one. */
public final class Replay {
    private final SearchPlan plan;
    private final Map<Integer, TrialState> trials = new HashMap<>();

    private Replay(SearchPlan plan, List<TrialState> trials) {
        this.plan = plan;
        trials.forEach(trial -> this.trials.put(trial.number(), trial));
    }

    /** The calls cannot be played again: the strategy, or what it knows of networks, is not what it was. */
    public static final class Diverged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Diverged(String message) {
            super(message);
        }
    }

    /**
     * Plays calls to a new strategy.
     *
     * @throws Diverged if it answers otherwise than it did
     */
    public static void play(
            SearchPlan plan, List<StrategyCall> calls, List<TrialState> trials, SearchStrategy strategy) {
        Replay replay = new Replay(plan, trials);
        for (StrategyCall call : calls) {
            replay.play(call, strategy);
        }
    }

    private void play(StrategyCall call, SearchStrategy strategy) {
        TrialState trial = trials.get(call.trial());
        switch (call.kind()) {
            case PROPOSED -> same(ask(call, strategy), new Suggestion.Propose(proposal(call, trial)), call);
            case WAITED -> same(ask(call, strategy), new Suggestion.Wait(), call);
            case TOLD -> strategy.tell(told(plan, kept(call, trial)));
        }
    }

    private Suggestion ask(StrategyCall call, SearchStrategy strategy) {
        return strategy.ask(call.trial(), TrialRandom.of(plan.spec().effort().seed(), call.trial()));
    }

    private Proposal proposal(StrategyCall call, @Nullable TrialState trial) {
        TrialState kept = kept(call, trial);
        return new Proposal(plan.point(kept), kept.fidelity());
    }

    private static TrialState kept(StrategyCall call, @Nullable TrialState trial) {
        if (trial == null) {
            throw new Diverged("trial " + call.trial() + " is not kept, though its strategy was called for it");
        }
        return trial;
    }

    /** A trial as a strategy is told of it. */
    public static Trial told(SearchPlan plan, TrialState trial) {
        if (trial.outcome() == null) {
            throw new Diverged("trial " + trial.number() + " has no outcome, though its strategy was told one");
        }
        double evaluations = plan.rules().restored(trial).cost();
        return new Trial(
                trial.number(),
                new Proposal(plan.point(trial), trial.fidelity()),
                trial.outcome(),
                new Trial.Cost(evaluations, trial.asked(), trial.told()));
    }

    private void same(Suggestion answer, Suggestion kept, StrategyCall call) {
        if (!answer.equals(kept)) {
            throw new Diverged("strategy " + plan.chosen().id() + " answers otherwise than it did: as trial "
                    + call.trial() + " it " + sentence(answer) + ", and before it " + sentence(kept)
                    + "; its version or a plugin's has changed");
        }
    }

    private static String sentence(Suggestion suggestion) {
        return suggestion instanceof Suggestion.Propose tried
                ? "proposes " + tried.proposal().configuration()
                : suggestion instanceof Suggestion.Exhausted ? "has nothing to propose" : "waits for another";
    }
}
