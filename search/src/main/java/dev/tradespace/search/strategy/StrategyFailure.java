package dev.tradespace.search.strategy;

import org.jspecify.annotations.Nullable;

/**
 * A strategy threw, went away, did not answer or proposed what it must not. One sentence, with the strategy's name and
 * where it came from; the search that used it has failed, and what it had finished stays.
 */
public final class StrategyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure: {@code strategy tpe from tpe.jar: ask failed: IllegalStateException: no luck}. */
    public StrategyFailure(String message) {
        super(message);
    }

    /** A failure with what the strategy threw. */
    public StrategyFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
