package dev.tradespace.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a comparison is, on stderr: a bar of seeds with the time left. Any thread may step it. */
final class ComparisonProgress implements AutoCloseable {
    private final ProgressBar bar;
    private final long total;
    private final InstantSource clock = InstantSource.system();
    private final Instant begun = clock.instant();
    private long done;

    ComparisonProgress(PrintWriter err, String task, long total) {
        this.total = total;
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(total)
                .setUpdateIntervalMillis(1000)
                .hideEta();
        if (!Boolean.getBoolean("tradespace.terminal")) {
            builder.setConsumer(new LogLines(err, clock));
        }
        bar = builder.build();
    }

    synchronized void step() {
        done++;
        bar.stepTo(done);
        double seconds = Duration.between(begun, clock.instant()).toMillis() / 1e3;
        bar.setExtraMessage(" " + Format.seconds(Math.round(seconds / done * (total - done))) + " left");
    }

    @Override
    public void close() {
        bar.close();
    }
}
