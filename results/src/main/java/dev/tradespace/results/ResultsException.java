package dev.tradespace.results;

/** The database cannot do what was asked: it is locked, full, unreachable or of a newer version. */
public final class ResultsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A broken surrounding, for a person.
     *
     * @param message what failed and the way out
     * @param cause what the database said
     */
    public ResultsException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A broken surrounding that was noticed before the database had a word.
     *
     * @param message what failed and the way out
     */
    public ResultsException(String message) {
        super(message);
    }
}
