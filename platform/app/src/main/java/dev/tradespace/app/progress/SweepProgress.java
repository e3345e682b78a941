package dev.tradespace.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.core.catalogue.ModelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;

/** Follows a sweep to its end with a progress bar and the time left on stderr; failures are told as they come. */
public final class SweepProgress {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ApiClient api;
    private final StatusLine status;
    private final Set<Long> told = new HashSet<>();

    public SweepProgress(ApiClient api, StatusLine status) {
        this.api = api;
        this.status = status;
    }

    /** Waits for the end and returns the sweep as it then is. */
    public JsonNode follow(long id) {
        try (ProgressBar bar = TerminalProgress.bar(status, 1)) {
            while (true) {
                JsonNode sweep = api.get("/sweeps/" + id, List.of());
                bar.maxHint(sweep.path("total").asLong());
                bar.stepTo(sweep.path("done").asLong() + sweep.path("failed").asLong());
                JsonNode jobs = api.all("/sweeps/" + id + "/jobs", List.of());
                bar.setExtraMessage(message(sweep, jobs));
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

    private static String message(JsonNode sweep, JsonNode jobs) {
        long ended = sweep.path("done").asLong() + sweep.path("failed").asLong();
        List<String> parts = new ArrayList<>();
        parts.add(ended + "/" + sweep.path("total").asLong());
        JsonNode remaining = sweep.path("remainingSeconds");
        if (remaining.isNumber() && sweep.path("status").asText().equals("active")) {
            parts.add(Format.seconds(Math.round(remaining.asDouble())) + " left");
        }
        for (JsonNode job : jobs) {
            if (job.path("status").asText().equals("leased")) {
                parts.add(name(job));
            }
        }
        return String.join(", ", parts);
    }

    private void tellFailures(JsonNode jobs) {
        for (JsonNode job : jobs) {
            if (job.path("status").asText().equals("failed")
                    && told.add(job.path("id").asLong())) {
                status.say("failed: " + name(job) + ": " + job.path("reason").asText());
            }
        }
    }

    private static String name(JsonNode job) {
        return ModelName.of(job.path("variant").asText()) + " on "
                + job.path("target").asText();
    }
}
