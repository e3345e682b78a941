package dev.tradespace.search.run;

import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * State machine of a search: ask the strategy, run the evaluators in order while every constraint holds, tell the
 * strategy, and at the end score the front. Immutable; {@link #step} is a function of state, event and time, so that
 * any interleaving is a plain list in a test.
 *
 * <p>Nothing is evaluated twice: a trial of a network that another trial has had at the same fidelity is told that
 * one's outcome, and one of a network that is under way waits for it.
 *
 * @param rules what ends it and what cuts trials short
 * @param phase where it stands
 * @param active the trials that are under way, by number
 * @param ended those that are not, in the order in which they ended
 * @param testing members of the final front that are being scored
 * @param asking whether the strategy is being asked
 * @param waiting whether the strategy wants to hear of a trial first
 * @param reason why no more trials are asked for; null while they are
 */
public record SearchRun(
        Rules rules,
        Phase phase,
        Map<Integer, Active> active,
        List<TrialState> ended,
        Set<Integer> testing,
        boolean asking,
        boolean waiting,
        @Nullable String reason) {
    /** Proposals in a row without an evaluation that end a search: it would go on for ever with nothing to show. */
    public static final int MOST_IDLE = 200;

    /**
     * Trials for which the disk has no room that end a search for now: it could propose for ever and evaluate nothing.
     */
    public static final int MOST_LACKING = 5;

    /** Where a run stands. */
    public enum Phase {
        /** Trials are asked for. */
        SEARCHING,
        /** No more are asked for; those under way end. */
        DRAINING,
        /** The front is scored on the test images. */
        TESTING,
        /** Over. */
        ENDED
    }

    /**
     * A trial under way.
     *
     * @param trial as it stands
     * @param values what is known of it so far
     * @param equal the trial under way whose outcome it waits for; null where it is evaluated itself
     * @param lack why the disk had no room for it: nobody works on it, and it is tried again when the search is taken
     *     up again; null where it had
     */
    record Active(
            TrialState trial,
            Map<String, Double> values,
            @Nullable Integer equal,
            @Nullable String lack) {
        Active {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        Active(TrialState trial, Map<String, Double> values, @Nullable Integer equal) {
            this(trial, values, equal, null);
        }

        /** The same, put aside for want of room. */
        Active aside(String why) {
            return new Active(trial, values, equal, why);
        }
    }

    public SearchRun {
        active = Collections.unmodifiableMap(new TreeMap<>(active));
        ended = List.copyOf(ended);
        testing = Collections.unmodifiableSortedSet(new TreeSet<>(testing));
    }

    /**
     * What follows an event.
     *
     * @param run the new state
     * @param commands what to do, in order
     */
    public record Step(SearchRun run, List<SearchRunCommand> commands) {
        public Step {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A run that has not begun, or that goes on from what was kept; what was under way is looked at anew when it
     * begins.
     */
    public static SearchRun of(Rules rules, List<TrialState> trials, @Nullable String reason) {
        Map<Integer, Active> active = new TreeMap<>();
        List<TrialState> ended = new ArrayList<>();
        for (TrialState trial : trials) {
            if (trial.outcome() == null) {
                active.put(trial.number(), new Active(trial.at(Stage.COUNTING), Map.of(), null));
            } else {
                ended.add(rules.restored(trial));
            }
        }
        ended.sort((one, other) -> one.told().compareTo(other.told()));
        return new SearchRun(
                rules,
                reason == null ? Phase.SEARCHING : Phase.DRAINING,
                active,
                ended,
                Set.of(),
                false,
                false,
                reason);
    }

    /**
     * What follows an event; one that cannot be meant for this state, such as a late answer, changes nothing.
     *
     * @param spent the time that the search has run until now
     */
    public Step step(SearchEvent event, Duration spent) {
        if (phase == Phase.ENDED) {
            return new Step(this, List.of());
        }
        SearchStep step = new SearchStep(this, spent);
        step.take(event);
        return step.made();
    }

    /** All trials, in the order of their numbers. */
    public List<TrialState> trials() {
        List<TrialState> all = new ArrayList<>(ended);
        active.values().forEach(one -> all.add(one.trial()));
        all.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return all;
    }
}
