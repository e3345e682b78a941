package dev.tradespace.api.runtime;

/** A model that a runtime cannot run, and why. */
public final class UnfitModel extends Exception {
    private static final long serialVersionUID = 1;

    /** With the reason, a clause for people: {@code it must have one input, has [a, b]}. */
    public UnfitModel(String message) {
        super(message);
    }
}
