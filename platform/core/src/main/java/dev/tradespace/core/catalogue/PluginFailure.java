package dev.tradespace.core.catalogue;

/** A plugin threw or returned what it must not; the message begins with its name. */
public final class PluginFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PluginFailure(String message, Throwable cause) {
        super(message, cause);
    }

    PluginFailure(String message) {
        super(message);
    }

    /** Whether too many were asking, so that it is worth asking again. */
    public boolean isBusy() {
        return getCause() instanceof HostFailure host && host.isBusy();
    }
}
