package dev.tradespace.app.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Where a progress bar shows on stderr, and how something else is said meanwhile without the two running into each other. */
sealed interface StatusLine extends ProgressBarConsumer permits LogLines, TerminalLine {
    /** A bar that redraws itself on a terminal, a line now and then in a log. The launcher knows which of them stderr is, and how wide. */
    static StatusLine on(PrintWriter err) {
        return Boolean.getBoolean("tradespace.terminal")
                ? new TerminalLine(err, Integer.getInteger("tradespace.columns", 0))
                : new LogLines(err, InstantSource.system());
    }

    /** Says something on a line of its own. */
    void say(String line);

    /** Shows nothing any more, whatever it is given: somebody else has the last word. */
    void silence();
}
