package dev.tradespace.app.terminal;

import java.io.PrintWriter;

/**
 * A progress bar on a terminal: one line, redrawn in place. The library's own console takes over the terminal's signals, so
 * that Ctrl-C would end the process without a notice.
 */
final class TerminalLine implements StatusLine {
    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 20;
    /** ECMA-48: to the line's beginning, and all that stands right of it erased. */
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final int columns;
    private String drawn = "";
    private boolean silent;

    /**
     * A line.
     *
     * @param columns of the terminal; fewer than 20 for unknown
     */
    TerminalLine(PrintWriter err, int columns) {
        this.err = err;
        this.columns = columns < FEWEST_COLUMNS ? USUAL_COLUMNS : columns;
    }

    /** One less than there is room for: some terminals begin another line as soon as one is full. */
    @Override
    public int getMaxRenderedLength() {
        return columns - 1;
    }

    @Override
    public synchronized void accept(String rendered) {
        drawn = rendered.strip();
        draw();
    }

    @Override
    public synchronized void say(String line) {
        if (!silent) {
            err.print(CLEAR);
            err.println(line);
            draw();
        }
    }

    @Override
    public synchronized void silence() {
        silent = true;
    }

    private void draw() {
        if (!silent) {
            err.print(CLEAR + drawn);
            err.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (!silent) {
            err.println();
            err.flush();
        }
        drawn = "";
    }
}
