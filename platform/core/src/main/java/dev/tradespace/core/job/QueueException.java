package dev.tradespace.core.job;

import org.jspecify.annotations.Nullable;

/** A queue did not do what it was asked, and has kept nothing of it. */
public class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    /**
     * Why, for a person.
     *
     * @param temporary see {@link #isTemporary}
     */
    public QueueException(String message, @Nullable Throwable cause, boolean temporary) {
        super(message, cause);
        this.temporary = temporary;
    }

    /** Whether the queue is the trouble, so that the same may be asked again later; otherwise it can never keep what it was told. */
    public final boolean isTemporary() {
        return temporary;
    }
}
