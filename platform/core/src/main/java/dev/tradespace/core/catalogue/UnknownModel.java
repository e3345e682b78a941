package dev.tradespace.core.catalogue;

/** An id that names nothing here; the message says what would be right. */
public final class UnknownModel extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message one sentence for a person
     */
    public UnknownModel(String message) {
        super(message);
    }
}
