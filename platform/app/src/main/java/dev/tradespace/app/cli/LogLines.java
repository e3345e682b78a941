package dev.tradespace.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A progress bar where there is no terminal: a line at most every ten seconds, and the last one. */
final class LogLines implements StatusLine {
    private static final int WIDTH = 120;
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final PrintWriter err;
    private final InstantSource clock;
    private Instant next;
    private String last = "";

    LogLines(PrintWriter err, InstantSource clock) {
        this.err = err;
        this.clock = clock;
        this.next = clock.instant();
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String rendered) {
        last = rendered.strip();
        if (!clock.instant().isBefore(next)) {
            tell();
        }
    }

    @Override
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    @Override
    public void close() {
        tell();
    }

    private void tell() {
        err.println(last);
        err.flush();
        next = clock.instant().plus(BETWEEN);
    }
}
