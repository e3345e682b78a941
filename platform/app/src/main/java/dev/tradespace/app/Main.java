package dev.tradespace.app;

import dev.tradespace.app.command.TradespaceCommandLine;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs the command line and exits with 0, 1 or 2. */
    public static void main(String... args) {
        System.exit(TradespaceCommandLine.run(System.getenv(), args));
    }
}
