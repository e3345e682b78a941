package dev.tradespace.api.runtime;

/** A runtime that failed while it ran a model. */
public final class QueryFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the reason, a sentence for people. */
    public QueryFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
