package dev.tradespace.search.catalogue;

/** An id that names no strategy here; the message says which there are. */
public final class UnknownStrategy extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownStrategy(String message) {
        super(message);
    }
}
