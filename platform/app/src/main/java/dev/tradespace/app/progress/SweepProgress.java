package dev.tradespace.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.EventStream;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import me.tongfei.progressbar.ProgressBar;

/** Follows a sweep to its end with a progress bar and the time left on stderr; failures are printed as they come. */
public final class SweepProgress implements Follow.Work {
    private final ApiClient api;
    private final StatusLine status;
    private final long id;
    private final ProgressBar bar;
    private final Map<Long, JsonNode> jobs = new TreeMap<>();
    private JsonNode sweep = MissingNode.getInstance();

    public SweepProgress(ApiClient api, StatusLine status, long id) {
        this.api = api;
        this.status = status;
        this.id = id;
        this.bar = TerminalProgress.bar(status, 1);
    }

    /** Waits for the end and returns the sweep as it then is. */
    public JsonNode follow() {
        try (bar) {
            Follow.toEnd(
                    api,
                    List.of(new Parameter("sweep", String.valueOf(id))),
                    "the sweep is kept, `tradespace sweep --resume` goes on with it",
                    this);
            return sweep;
        }
    }

    @Override
    public boolean look() {
        sweep = api.get("/sweeps/" + id, List.of());
        api.all("/sweeps/" + id + "/jobs", List.of()).forEach(this::put);
        return show();
    }

    @Override
    public boolean apply(EventStream.Event event) {
        switch (event.name()) {
            case "sweep" -> sweep = event.data();
            case "job" -> put(event.data());
            default -> {
                return false;
            }
        }
        return show();
    }

    private void put(JsonNode job) {
        JsonNode before = jobs.put(job.path("id").asLong(), job);
        boolean known = before != null && is(before, "failed");
        if (is(job, "failed") && !known) {
            status.say("failed: " + name(job) + ": " + job.path("reason").asText());
        }
    }

    private boolean show() {
        bar.maxHint(sweep.path("total").asLong());
        bar.stepTo(ended());
        bar.setExtraMessage(message());
        return !is(sweep, "active");
    }

    private long ended() {
        return sweep.path("done").asLong() + sweep.path("failed").asLong();
    }

    private String message() {
        List<String> parts = new ArrayList<>();
        parts.add(ended() + "/" + sweep.path("total").asLong());
        JsonNode remaining = sweep.path("remainingSeconds");
        if (remaining.isNumber() && is(sweep, "active")) {
            parts.add(Format.seconds(Math.round(remaining.asDouble())) + " left");
        }
        jobs.values().stream().filter(job -> is(job, "leased")).forEach(job -> parts.add(name(job)));
        return String.join(", ", parts);
    }

    private static boolean is(JsonNode node, String status) {
        return node.path("status").asText().equals(status);
    }

    private static String name(JsonNode job) {
        return Format.model(job) + " on " + job.path("target").asText();
    }
}
