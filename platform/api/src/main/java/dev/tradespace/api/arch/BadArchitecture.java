package dev.tradespace.api.arch;

/** A graph that cannot be: the message names the layer and gives the shapes. */
public final class BadArchitecture extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param message one sentence for a person, with the layer's name
     */
    public BadArchitecture(String message) {
        super(message);
    }
}
