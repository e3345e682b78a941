package dev.tradespace.api.search;

/** What a strategy answers when it is asked what to try next. */
public sealed interface Ask {
    /**
     * This.
     *
     * @param proposal what to evaluate
     */
    record Try(Proposal proposal) implements Ask {}

    /** Nothing before one of the outstanding trials has been told. Only while there is one. */
    record Later() implements Ask {}

    /**
     * Nothing any more, whatever is told: the space is exhausted, or nothing in it can fit.
     *
     * @param reason why, a sentence
     */
    record Done(String reason) implements Ask {}
}
