package dev.tradespace.api.search;

/** A strategy's answer to {@link SearchStrategy#ask}. */
public sealed interface Suggestion {
    /**
     * A configuration to evaluate.
     *
     * @param proposal what to evaluate
     */
    record Propose(Proposal proposal) implements Suggestion {}

    /** Nothing before one of the outstanding trials has been told. Only while there is one. */
    record Wait() implements Suggestion {}

    /**
     * Nothing any more, whatever is told: the space is exhausted, or nothing in it is feasible.
     *
     * @param reason why, a sentence
     */
    record Exhausted(String reason) implements Suggestion {}
}
