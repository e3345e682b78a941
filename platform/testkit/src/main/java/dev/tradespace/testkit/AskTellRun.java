package dev.tradespace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Ask-and-tell run of a strategy on a synthetic problem: each answer is checked, and every call is recorded. */
final class AskTellRun {
    private static final int SIDE_BY_SIDE = 4;
    private static final Duration TRIAL_TIME = Duration.ofSeconds(10);

    private final SyntheticProblem scene;
    private final SearchStrategy strategy;
    private final long seed;
    private final List<Object> record = new ArrayList<>();
    private final List<Trial> outstanding = new ArrayList<>();
    private @Nullable Suggestion last;
    private int number;
    private int lost;
    private int told;

    AskTellRun(SyntheticProblem scene, SearchStrategy strategy, long seed) {
        this.scene = scene;
        this.strategy = strategy;
        this.seed = seed;
    }

    /** The calls so far: for an ask its suggestion, for a tell its trial. */
    List<Object> record() {
        return List.copyOf(record);
    }

    /** How many trials were proposed. */
    int proposed() {
        return number;
    }

    boolean isDone() {
        return last instanceof Suggestion.Exhausted;
    }

    /** Asks once; a proposal is outstanding from then on, with what will come of it. */
    Suggestion ask() {
        Lent random = new Lent(new SplittableRandom(seed * 1_000_003 + number));
        Suggestion suggestion = strategy.ask(number, random);
        random.back = true;
        last = suggestion;
        record.add(suggestion);
        if (suggestion instanceof Suggestion.Propose attempt) {
            check(attempt.proposal());
            outstanding.add(new Trial(number++, attempt.proposal(), scene.evaluate(attempt.proposal())));
        } else if (suggestion instanceof Suggestion.Wait) {
            assertTrue(outstanding.size() + lost > 0, "it may wait only while a trial is outstanding");
        } else if (suggestion instanceof Suggestion.Exhausted done) {
            assertFalse(done.reason().isBlank(), "it says why it is done");
        }
        return suggestion;
    }

    private void check(Proposal proposal) {
        assertTrue(scene.problem().space().contains(proposal.configuration()), () -> "outside the space: " + proposal);
        assertInstanceOf(
                CheapMetrics.Valid.class,
                scene.problem().cheapMetrics(proposal.configuration()),
                () -> "no possible network: " + proposal);
        assertTrue(
                proposal.fidelity().compareTo(scene.problem().cheapest()) >= 0
                        && proposal.fidelity().compareTo(Fidelity.FULL) <= 0,
                () -> "cheaper than the cheapest: " + proposal);
    }

    /** Tells one of the outstanding trials, or that it failed. */
    void tell(int which, boolean failed) {
        Trial trial = outstanding.remove(which);
        Duration began = TRIAL_TIME.multipliedBy(told);
        told++;
        tell(new Trial(
                trial.number(),
                trial.proposal(),
                failed ? new Trial.Outcome.Failed("the worker died") : trial.outcome(),
                new Trial.Cost(trial.proposal().fidelity().cost(), began, began.plus(TRIAL_TIME))));
    }

    private void tell(Trial trial) {
        record.add(trial);
        strategy.tell(trial);
    }

    /** One trial after the other, until it is done. */
    AskTellRun oneByOne(int trials) {
        while (number < trials && !isDone()) {
            if (ask() instanceof Suggestion.Propose) {
                tell(0, false);
            }
        }
        return this;
    }

    /** Up to four at a time, in any order; one in five fails, one in ten never comes back. */
    AskTellRun sideBySide(int trials) {
        SplittableRandom order = new SplittableRandom(seed);
        while (number < trials && !isDone()) {
            boolean waits = ask() instanceof Suggestion.Wait;
            if (outstanding.size() == SIDE_BY_SIDE || (waits && !outstanding.isEmpty())) {
                int which = order.nextInt(outstanding.size());
                if (order.nextInt(10) == 0) {
                    outstanding.remove(which);
                    lost++;
                } else {
                    tell(which, order.nextInt(5) == 0);
                }
            }
            if (waits && outstanding.isEmpty()) {
                return this; // it waits for those that never come back
            }
        }
        return this;
    }

    /** Replays a record; every answer must come as it stands there. */
    void again(List<Object> written) {
        for (Object call : written) {
            if (call instanceof Trial trial) {
                tell(trial);
            } else {
                Lent random = new Lent(new SplittableRandom(seed * 1_000_003 + number));
                Suggestion suggestion = strategy.ask(number, random);
                random.back = true;
                assertEquals(call, suggestion, () -> "ask " + number + " of the record");
                if (suggestion instanceof Suggestion.Propose) {
                    number++;
                }
            }
        }
    }

    /** A generator that is lent for one call. */
    private static final class Lent implements RandomGenerator {
        private final RandomGenerator own;
        private boolean back;

        Lent(RandomGenerator own) {
            this.own = own;
        }

        @Override
        public long nextLong() {
            return back ? fail("a trial's generator was used after its ask had been answered") : own.nextLong();
        }
    }
}
