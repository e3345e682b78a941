package dev.tradespace.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.SearchTable;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import dev.tradespace.core.catalogue.ModelName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;

/** Follows a search to its end on stderr: a bar with the time left and what is under way, the front whenever it grows, and failures as they come. */
public final class SearchProgress {
    /** Looking costs the processor time, which what is being measured may feel. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** A trial of fewer epochs or images counts as a part of one: whole steps would show a bar that is full before its end. */
    private static final long PARTS = 100;

    private final ApiClient api;
    private final StatusLine status;
    private final Set<Integer> told = new HashSet<>();
    private List<String> front = List.of();

    public SearchProgress(ApiClient api, StatusLine status) {
        this.api = api;
        this.status = status;
    }

    /** Waits for the end and returns the search as it then is. */
    public JsonNode follow(long id) {
        try (ProgressBar bar = TerminalProgress.bar(status, 1)) {
            while (true) {
                JsonNode search = api.get("/searches/" + id, List.of());
                show(bar, search);
                if (!search.path("status").asText().equals("active")) {
                    return search;
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed(
                    "interrupted; the trials are kept, `tradespace search --resume " + id + "` goes on");
        }
    }

    private void show(ProgressBar bar, JsonNode search) {
        JsonNode spec = search.path("spec");
        if (spec.has("trials")) {
            bar.maxHint(spec.path("trials").asLong() * PARTS);
            bar.stepTo((long) (search.path("counts").path("evaluated").asDouble() * PARTS));
        } else {
            bar.maxHint(Math.round(spec.path("seconds").asDouble()));
            bar.stepTo(Math.min(
                    Math.round(spec.path("seconds").asDouble()),
                    Math.round(search.path("seconds").asDouble())));
        }
        bar.setExtraMessage(evaluated(search) + timeLeft(search) + working(search));
        tellFailures(search);
        tellFront(search);
    }

    private static String evaluated(JsonNode search) {
        return Format.significant(search.path("counts").path("evaluated").asDouble()) + " evaluated, ";
    }

    private static String timeLeft(JsonNode search) {
        JsonNode left = search.path("secondsLeft");
        return left.isNumber() ? Format.seconds(Math.round(left.asDouble())) + " left, " : "";
    }

    private static String working(JsonNode search) {
        if (search.path("phase").asText().equals("testing")) {
            return "scoring the front on the test images";
        }
        for (JsonNode trial : search.path("trials")) {
            if (trial.path("outcome").asText().equals("running")) {
                return trial.path("stage").asText() + " "
                        + ModelName.of(trial.path("variant").asText());
            }
        }
        return "";
    }

    private void tellFailures(JsonNode search) {
        for (JsonNode trial : search.path("trials")) {
            if (trial.path("outcome").asText().equals("failed")
                    && told.add(trial.path("number").asInt())) {
                status.say("failed: trial " + trial.path("number").asInt() + ", "
                        + ModelName.of(trial.path("variant").asText()) + ": "
                        + trial.path("reason").asText());
            }
        }
    }

    private void tellFront(JsonNode search) {
        List<String> now = search.path("front").findValuesAsText("trial");
        if (now.isEmpty() || now.equals(front)) {
            return;
        }
        front = now;
        StringBuilder line = new StringBuilder();
        for (JsonNode member : search.path("front")) {
            line.append(line.isEmpty() ? "" : ";  ").append(SearchTable.aims(search, member.path("values")));
        }
        status.say("front after "
                + Format.significant(search.path("counts").path("evaluated").asDouble())
                + " evaluations: " + line);
    }
}
