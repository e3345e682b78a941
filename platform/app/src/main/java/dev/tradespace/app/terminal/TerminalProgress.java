package dev.tradespace.app.terminal;

import java.io.PrintWriter;
import java.time.InstantSource;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress on stderr: the line that it is shown on, and the bar. */
public final class TerminalProgress {
    private static final int UPDATE_MILLIS = 1000;

    private TerminalProgress() {}

    /** A bar redrawn on a terminal, a line now and then in a log. The launcher knows which stderr is, and how wide. */
    public static StatusLine statusLine(PrintWriter err) {
        return Boolean.getBoolean("tradespace.terminal")
                ? new TerminalLine(err, Integer.getInteger("tradespace.columns", 0))
                : new LogLines(err, InstantSource.system());
    }

    /** A progress bar. */
    public static ProgressBar bar(StatusLine status, long max) {
        return new ProgressBarBuilder()
                .setRenderer(new BarRenderer())
                .setConsumer(status)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setInitialMax(max)
                .build();
    }
}
