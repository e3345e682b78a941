package dev.tradespace.results.database;

import dev.tradespace.core.job.QueueException;

/** The database cannot do what was asked: it is in use, full, damaged, unreachable or of a newer version. */
public final class ResultsException extends QueueException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a database. */
    public enum Reason {
        /** Another process has it. */
        IN_USE,
        /** Its disk is full. */
        FULL,
        /** Its content is broken. */
        DAMAGED,
        /** Another version of Tradespace, or of the database, wrote it. */
        OTHER_VERSION,
        /** This user may not read or write it. */
        FORBIDDEN,
        /** It is not there, or does not answer. */
        UNREACHABLE,
        /** What was to be written is nothing that it can hold. */
        UNSTORABLE,
        /** Something else; the message says what. */
        OTHER
    }

    private final Reason reason;

    /**
     * A broken surrounding, for a person.
     *
     * @param message what failed and the way out
     * @param cause what the database said
     */
    public ResultsException(Reason reason, String message, Throwable cause) {
        super(message, cause, reason != Reason.UNSTORABLE);
        this.reason = reason;
    }

    /** Likewise, where nothing says more than the message. */
    public ResultsException(String message, Throwable cause) {
        this(Reason.OTHER, message, cause);
    }

    /**
     * A broken surrounding that was noticed before the database had a word.
     *
     * @param message what failed and the way out
     */
    public ResultsException(Reason reason, String message) {
        super(message, null, reason != Reason.UNSTORABLE);
        this.reason = reason;
    }

    /** Likewise, where nothing says more than the message. */
    public ResultsException(String message) {
        this(Reason.OTHER, message);
    }

    /** What is wrong, for those who do not read sentences. */
    public Reason reason() {
        return reason;
    }
}
