package dev.tradespace.app.comparison;

import dev.tradespace.app.output.Format;
import dev.tradespace.app.terminal.TerminalProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import me.tongfei.progressbar.ProgressBar;

/** How far a comparison is, on stderr: a bar of seeds with the time left. Any thread may step it. */
final class ComparisonProgress implements AutoCloseable {
    private final ProgressBar bar;
    private final String task;
    private final long total;
    private final InstantSource clock = InstantSource.system();
    private final Instant begun = clock.instant();
    private long done;

    ComparisonProgress(PrintWriter err, String task, long total) {
        this.task = task;
        this.total = total;
        bar = TerminalProgress.bar(TerminalProgress.statusLine(err), total);
    }

    synchronized void step() {
        done++;
        bar.stepTo(done);
        double seconds = Duration.between(begun, clock.instant()).toMillis() / 1e3;
        bar.setExtraMessage(task + " " + done + "/" + total + ", "
                + Format.seconds(Math.round(seconds / done * (total - done))) + " left");
    }

    @Override
    public void close() {
        bar.close();
    }
}
