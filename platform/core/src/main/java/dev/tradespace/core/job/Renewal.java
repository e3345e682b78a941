package dev.tradespace.core.job;

/** What came of the wish to hold on to a lease. */
public enum Renewal {
    /** It holds for another term. */
    HELD,
    /** It holds, but the job's sweep has been cancelled: what is being measured may end, what is being prepared need not. */
    CANCELLED,
    /** Somebody else has the job now. */
    LOST
}
