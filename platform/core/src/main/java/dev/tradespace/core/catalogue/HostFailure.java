package dev.tradespace.core.catalogue;

import org.jspecify.annotations.Nullable;

/** A jar's process did not answer, or the jar is set aside. */
final class HostFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1_000;

    HostFailure(String message, @Nullable Throwable cause) {
        super(PlainText.of(message, LONGEST), cause);
    }
}
