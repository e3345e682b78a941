package dev.tradespace.api.op;

/** An operation that its inputs do not fit: the message gives both shapes; the graph adds the layer's name. */
public final class BadOperation extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message the rest of the sentence that begins with the layer's name
     */
    public BadOperation(String message) {
        super(message);
    }
}
