package dev.tradespace.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.SearchTable;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.EventStream;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;

/**
 * Follows a search to its end on stderr: a bar with the time left and what is under way, the front whenever it grows,
 * and failures as they come.
 */
public final class SearchProgress implements Follow.Work {
    /**
     * A trial of fewer epochs or images counts as a part of one: whole steps would show a bar that is full before its
     * end.
     */
    private static final long PARTS = 100;

    private final ApiClient api;
    private final StatusLine status;
    private final long id;
    private final ProgressBar bar;
    private final Set<Integer> told = new HashSet<>();
    private final Set<Long> sweeps = new HashSet<>();
    private List<String> front = List.of();
    private ObjectNode search = JsonOutput.mapper().createObjectNode();

    public SearchProgress(ApiClient api, StatusLine status, long id) {
        this.api = api;
        this.status = status;
        this.id = id;
        this.bar = TerminalProgress.bar(status, 1);
    }

    /** Waits for the end and returns the search as it then is. */
    public JsonNode follow() {
        try (bar) {
            // All events: a sweep of the search's says that a trial is at its next stage.
            Follow.toEnd(api, List.of(), "the trials are kept, `tradespace search --resume " + id + "` goes on", this);
            return search;
        }
    }

    @Override
    public boolean look() {
        search = (ObjectNode) api.get("/searches/" + id, List.of());
        show();
        return !isActive(search);
    }

    @Override
    public boolean apply(EventStream.Event event) {
        JsonNode data = event.data();
        if (event.name().equals("search") && data.path("id").asLong() == id) {
            // What an event does not bring: the front, and at the end all that came of the search.
            if (!isActive(data) || evaluations(data) != evaluations(search)) {
                return look();
            }
            search.setAll((ObjectNode) data);
            show();
        } else if (event.name().equals("trial") && data.path("search").asLong() == id) {
            ArrayNode trials = search.withArray("trials");
            int number = data.path("number").asInt();
            while (trials.size() <= number) {
                trials.addNull();
            }
            trials.set(number, data);
            show();
        } else if (event.name().equals("sweep")
                && data.path("search").asLong() == id
                && sweeps.add(data.path("id").asLong())) {
            return look();
        }
        return false;
    }

    private static boolean isActive(JsonNode search) {
        return search.path("status").asText().equals("active");
    }

    private static double evaluations(JsonNode search) {
        return search.path("counts").path("evaluated").asDouble();
    }

    private void show() {
        JsonNode spec = search.path("spec");
        if (spec.has("trials")) {
            bar.maxHint(spec.path("trials").asLong() * PARTS);
            bar.stepTo((long) (evaluations(search) * PARTS));
        } else {
            bar.maxHint(Math.round(spec.path("seconds").asDouble()));
            bar.stepTo(Math.min(
                    Math.round(spec.path("seconds").asDouble()),
                    Math.round(search.path("seconds").asDouble())));
        }
        bar.setExtraMessage(evaluated() + timeLeft() + working());
        tellFailures();
        tellFront();
    }

    private String evaluated() {
        return Scale.digits(evaluations(search)) + " evaluated, ";
    }

    private String timeLeft() {
        JsonNode left = search.path("secondsLeft");
        return left.isNumber() ? Format.seconds(Math.round(left.asDouble())) + " left, " : "";
    }

    private String working() {
        if (search.path("phase").asText().equals("testing")) {
            return "scoring the front on the test images";
        }
        for (JsonNode trial : search.path("trials")) {
            if (trial.path("outcome").asText().equals("running")) {
                return trial.path("stage").asText() + " " + Format.model(trial);
            }
        }
        return "";
    }

    private void tellFailures() {
        for (JsonNode trial : search.path("trials")) {
            if (trial.path("outcome").asText().equals("failed")
                    && told.add(trial.path("number").asInt())) {
                status.say("failed: trial " + trial.path("number").asInt() + ", "
                        + Format.model(trial) + ": "
                        + trial.path("reason").asText());
            }
        }
    }

    private void tellFront() {
        List<String> now = search.path("front").findValuesAsText("trial");
        if (now.isEmpty() || now.equals(front)) {
            return;
        }
        front = now;
        StringBuilder line = new StringBuilder();
        for (JsonNode member : search.path("front")) {
            line.append(line.isEmpty() ? "" : ";  ").append(SearchTable.aims(search, member.path("values")));
        }
        status.say("front after " + Scale.digits(evaluations(search)) + " evaluations: " + line);
    }
}
