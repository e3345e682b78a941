package dev.tradespace.app.cli;

/** The end of a command, for a person: one sentence and an exit code. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit code of work that was understood but did not succeed. */
    static final int FAILED = 1;
    /** Exit code of input that is wrong or a home that is taken. */
    static final int REFUSED = 2;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandFailure refused(String message) {
        return new CommandFailure(REFUSED, message);
    }

    static CommandFailure failed(String message) {
        return new CommandFailure(FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
