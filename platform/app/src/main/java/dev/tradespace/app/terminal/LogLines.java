package dev.tradespace.app.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A progress bar where there is no terminal: a line at most every ten seconds, and the last one; none that says what the one before it said. */
final class LogLines implements StatusLine {
    private static final int WIDTH = 120;
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final PrintWriter err;
    private final InstantSource clock;
    private Instant next;
    private String last = "";
    private String told = "";
    private boolean silent;

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
    public synchronized void accept(String rendered) {
        last = rendered.strip();
        if (!clock.instant().isBefore(next)) {
            tell();
        }
    }

    @Override
    public synchronized void say(String line) {
        if (!silent) {
            err.println(line);
            err.flush();
        }
    }

    @Override
    public synchronized void silence() {
        silent = true;
    }

    @Override
    public synchronized void close() {
        tell();
    }

    private void tell() {
        if (silent || last.equals(told)) {
            return;
        }
        err.println(last);
        err.flush();
        told = last;
        next = clock.instant().plus(BETWEEN);
    }
}
