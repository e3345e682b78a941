package dev.tradespace.hardware.command;

/** A command that gave no figures, and why, a sentence for people. */
public final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final String lastLines;
    private final boolean worthRetrying;

    CommandFailed(String message, String lastLines, boolean worthRetrying) {
        super(message);
        this.lastLines = lastLines;
        this.worthRetrying = worthRetrying;
    }

    /** One that fails the same way next time. */
    CommandFailed(String message) {
        this(message, "", false);
    }

    /** The last lines that it printed, perhaps empty. */
    public String lastLines() {
        return lastLines;
    }

    /** Whether another try may end otherwise. */
    public boolean worthRetrying() {
        return worthRetrying;
    }
}
