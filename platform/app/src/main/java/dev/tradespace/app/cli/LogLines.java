package dev.tradespace.app.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/** A progress bar where there is no terminal: a line at most every ten seconds. */
final class LogLines implements ProgressBarConsumer {
    private static final int WIDTH = 120;
    private static final int EVERY = 10;

    private final PrintWriter err;
    private int updates;

    LogLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String rendered) {
        if (updates++ % EVERY == 0) {
            err.println(rendered.stripTrailing());
        }
    }

    @Override
    public void close() {
        err.flush();
    }
}
