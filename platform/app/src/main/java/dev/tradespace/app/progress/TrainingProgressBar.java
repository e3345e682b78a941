package dev.tradespace.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** Follows the training of one sweep to its end on stderr: a bar with loss, accuracy, images a second and the time left, and a line for each epoch. */
public final class TrainingProgressBar {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int STEPS = 1000;

    private final ApiClient api;
    private final StatusLine status;
    private long seen;
    private int told;
    private volatile boolean anyEpoch;

    public TrainingProgressBar(ApiClient api, PrintWriter err) {
        this.api = api;
        this.status = TerminalProgress.statusLine(err);
    }

    /** Waits for the end and returns the sweep as it then is. */
    public JsonNode follow(long id) {
        try (ProgressBar bar = TerminalProgress.bar(status, STEPS)) {
            while (true) {
                JsonNode sweep = api.get("/sweeps/" + id, List.of());
                show(bar, id, sweep.path("training").path("dataset").asText());
                if (!sweep.path("status").asText().equals("active")) {
                    return sweep;
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed(
                    "interrupted; the last checkpoint is kept, the same command with --resume goes on");
        }
    }

    /** Shows nothing any more. */
    void silence() {
        status.silence();
    }

    /** Whether an epoch of the training has ended, be it in an earlier sitting. */
    boolean knowsAnEpoch() {
        return anyEpoch;
    }

    private void show(ProgressBar bar, long sweep, String dataset) {
        JsonNode job =
                api.get("/sweeps/" + sweep + "/jobs", List.of()).path("items").path(0);
        Optional<JsonNode> training = training(job, dataset);
        anyEpoch = training.filter(known -> !known.path("curve").isEmpty()).isPresent();
        if (training.filter(known -> !known.path("status").asText().equals("waiting"))
                .isPresent()) {
            show(bar, training.get());
        } else if (job.path("status").asText().equals("ready")) {
            bar.setExtraMessage("waiting for other work");
        } else {
            bar.setExtraMessage("making the images ready");
        }
    }

    /** The training that gives a job its weights; an earlier sweep may have asked for it, too, and be at it. */
    private Optional<JsonNode> training(JsonNode job, String dataset) {
        if (seen == 0) {
            List<Parameter> alike =
                    List.of(new Parameter("variant", job.path("variant").asText()), new Parameter("dataset", dataset));
            for (JsonNode training : api.all("/trainings", alike)) {
                if (training.path("weights").equals(job.path("weights"))) {
                    seen = training.path("id").asLong();
                }
            }
        }
        return seen == 0 ? Optional.empty() : Optional.of(api.get("/trainings/" + seen, List.of()));
    }

    private void show(ProgressBar bar, JsonNode training) {
        tellEpochs(training.path("curve"));
        JsonNode progress = training.path("progress");
        double fraction = progress.path("fraction").asDouble();
        if (training.path("status").asText().equals("done")) {
            bar.stepTo(STEPS);
            bar.setExtraMessage("trained, now measuring");
        } else if (fraction >= 1) {
            bar.stepTo(STEPS);
            bar.setExtraMessage("trained, now comparing the runtimes' answers");
        } else if (progress.isObject()) {
            bar.stepTo(Math.round(STEPS * fraction));
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    "epoch %d/%d, loss %.3f, %.1f%%, %.0f images/s, %s left",
                    progress.path("epoch").asInt(),
                    progress.path("epochs").asInt(),
                    progress.path("loss").asDouble(),
                    progress.path("accuracy").asDouble(),
                    progress.path("imagesPerSecond").asDouble(),
                    Format.seconds(Math.round(progress.path("secondsLeft").asDouble()))));
        } else {
            bar.setExtraMessage("making the images and the network ready");
        }
    }

    private void tellEpochs(JsonNode curve) {
        for (; told < curve.size(); told++) {
            JsonNode point = curve.get(told);
            status.say(String.format(
                    Locale.ROOT,
                    "epoch %d: loss %.4f, accuracy %.2f%%; validation loss %.4f, accuracy %.2f%%; %.0f images/s",
                    point.path("epoch").asInt(),
                    point.path("trainingLoss").asDouble(),
                    point.path("trainingAccuracy").asDouble(),
                    point.path("validationLoss").asDouble(),
                    point.path("validationAccuracy").asDouble(),
                    point.path("imagesPerSecond").asDouble()));
        }
    }
}
