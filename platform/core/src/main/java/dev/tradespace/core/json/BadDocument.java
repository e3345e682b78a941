package dev.tradespace.core.json;

/** A text that is no JSON or YAML at all; what it says where. */
public final class BadDocument extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message what is wrong, with line and column
     */
    public BadDocument(String message) {
        super(message);
    }
}
