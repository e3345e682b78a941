package dev.tradespace.core.training;

/** A dataset that cannot be had: unknown, not fetched yet, or broken; the message says so in a sentence, with the way out. */
public final class DatasetUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public DatasetUnavailable(String message) {
        super(message);
    }
}
