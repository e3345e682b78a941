package dev.tradespace.core.catalogue;

import org.jspecify.annotations.Nullable;

/** A jar's process did not answer, or the jar is set aside. */
final class HostFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1_000;

    private final boolean busy;

    HostFailure(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private HostFailure(String message, @Nullable Throwable cause, boolean busy) {
        super(PlainText.of(message, LONGEST), cause);
        this.busy = busy;
    }

    /** Too many ask at once. */
    static HostFailure busy(String message) {
        return new HostFailure(message, null, true);
    }

    boolean isBusy() {
        return busy;
    }
}
