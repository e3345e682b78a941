package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Follows a sweep to its end with a progress bar and the time left on stderr; failures are told as they come. */
final class SweepProgress {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ApiClient api;
    private final PrintWriter err;
    private final Set<Long> told = new HashSet<>();

    SweepProgress(ApiClient api, PrintWriter err) {
        this.api = api;
        this.err = err;
    }

    /** Waits for the end and returns the sweep as it then is. */
    JsonNode follow(long id) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("sweep " + id)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1000)
                .hideEta();
        if (!Boolean.getBoolean("tradespace.terminal")) {
            // In a log, a line now and then; a terminal gets a bar that redraws itself.
            builder.setConsumer(new LogLines(err, InstantSource.system()));
        }
        try (ProgressBar bar = builder.setInitialMax(1).build()) {
            while (true) {
                JsonNode sweep = api.get("/sweeps/" + id, List.of());
                bar.maxHint(sweep.path("total").asLong());
                bar.stepTo(sweep.path("done").asLong() + sweep.path("failed").asLong());
                JsonNode jobs = api.all("/sweeps/" + id + "/jobs", List.of());
                bar.setExtraMessage(timeLeft(sweep) + working(jobs));
                tellFailures(jobs);
                if (!sweep.path("status").asText().equals("active")) {
                    return sweep;
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted; the sweep is kept, `tradespace sweep --resume` goes on with it");
        }
    }

    private static String timeLeft(JsonNode sweep) {
        JsonNode remaining = sweep.path("remainingSeconds");
        return remaining.isNumber() && sweep.path("status").asText().equals("active")
                ? " " + Format.seconds(Math.round(remaining.asDouble())) + " left "
                : " ";
    }

    private static String working(JsonNode jobs) {
        for (JsonNode job : jobs) {
            if (job.path("status").asText().equals("leased")) {
                return name(job);
            }
        }
        return "";
    }

    private void tellFailures(JsonNode jobs) {
        for (JsonNode job : jobs) {
            if (job.path("status").asText().equals("failed")
                    && told.add(job.path("id").asLong())) {
                err.println();
                err.println("failed: " + name(job) + ": " + job.path("reason").asText());
            }
        }
    }

    private static String name(JsonNode job) {
        return job.path("variant").asText() + " on " + job.path("target").asText();
    }
}
