package dev.tradespace.app.context;

/** The end of a command, for a person: one sentence and an exit code. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit code of work that was understood but did not succeed. */
    public static final int FAILED = 1;
    /** Exit code of input that is wrong or a home that is taken. */
    public static final int REFUSED = 2;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CommandFailure refused(String message) {
        return new CommandFailure(REFUSED, message);
    }

    public static CommandFailure failed(String message) {
        return new CommandFailure(FAILED, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
