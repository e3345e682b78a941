package dev.tradespace.app.terminal;

import me.tongfei.progressbar.ProgressBarConsumer;

/** The line of a progress bar on stderr; messages and bar do not run into each other. */
public interface StatusLine extends ProgressBarConsumer {
    /** Prints a message on a line of its own. */
    void say(String line);

    /** Shows nothing any more, whatever it is given: another message is the last. */
    void silence();
}
