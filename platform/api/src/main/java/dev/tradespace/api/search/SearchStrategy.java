package dev.tradespace.api.search;

import java.util.random.RandomGenerator;

/**
 * A strategy at work on one problem: asked what to try, told what came of it.
 *
 * <p>One thread calls it at a time. Any number of trials may be outstanding, and their results come in any order, or
 * never. What it answers depends on nothing but the problem, its settings and the calls until then, with their
 * generators: the same calls give the same answers, which is how a search is taken up again and replayed. It never
 * loops without a bound, whatever the problem says.
 */
public interface SearchStrategy {
    /**
     * What to try next.
     *
     * @param number the number of the trial if there is one: 0, 1, 2, ... in the order of the tries
     * @param random this trial's generator, derived from the search's seed and the number: no trial's draws depend on
     *     which finished first
     */
    Suggestion ask(int number, RandomGenerator random);

    /** Takes in what came of a trial that was asked for; each is told at most once. */
    void tell(Trial trial);
}
