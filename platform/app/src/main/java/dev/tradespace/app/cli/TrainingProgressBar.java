package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.cli.ApiClient.Parameter;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Follows the training of one sweep to its end on stderr: a bar with loss, accuracy, images a second and the time left, and a line for each epoch. */
final class TrainingProgressBar {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int STEPS = 1000;

    private final ApiClient api;
    private final PrintWriter err;
    private int told;

    TrainingProgressBar(ApiClient api, PrintWriter err) {
        this.api = api;
        this.err = err;
    }

    /** Waits for the end and returns the sweep as it then is. */
    JsonNode follow(long id) {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("training")
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(STEPS)
                .setUpdateIntervalMillis(1000)
                .hideEta();
        if (!Boolean.getBoolean("tradespace.terminal")) {
            builder.setConsumer(new LogLines(err, InstantSource.system()));
        }
        try (ProgressBar bar = builder.build()) {
            while (true) {
                JsonNode sweep = api.get("/sweeps/" + id, List.of());
                training(sweep).ifPresent(seen -> show(bar, seen));
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

    /** The newest training of the model and dataset that a sweep of one variant is about. */
    private Optional<JsonNode> training(JsonNode sweep) {
        JsonNode job = api.get("/sweeps/" + sweep.path("id").asLong() + "/jobs", List.of())
                .path("items")
                .path(0);
        JsonNode trainings = api.get(
                "/trainings",
                List.of(
                        new Parameter("variant", job.path("variant").asText()),
                        new Parameter(
                                "dataset",
                                sweep.path("training").path("dataset").asText()),
                        new Parameter("limit", "1")));
        return trainings.path("items").isEmpty()
                ? Optional.empty()
                : Optional.of(api.get(
                        "/trainings/"
                                + trainings.path("items").get(0).path("id").asLong(),
                        List.of()));
    }

    private void show(ProgressBar bar, JsonNode training) {
        tellEpochs(training.path("curve"));
        JsonNode progress = training.path("progress");
        if (training.path("status").asText().equals("done")) {
            bar.stepTo(STEPS);
            bar.setExtraMessage(" trained, measuring");
        } else if (progress.isObject()) {
            bar.stepTo(Math.round(STEPS * progress.path("fraction").asDouble()));
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    " epoch %d/%d, loss %.3f, %.1f%%, %.0f images/s, %s left",
                    progress.path("epoch").asInt(),
                    progress.path("epochs").asInt(),
                    progress.path("loss").asDouble(),
                    progress.path("accuracy").asDouble(),
                    progress.path("imagesPerSecond").asDouble(),
                    Format.seconds(Math.round(progress.path("secondsLeft").asDouble()))));
        }
    }

    private void tellEpochs(JsonNode curve) {
        for (; told < curve.size(); told++) {
            JsonNode point = curve.get(told);
            err.printf(
                    Locale.ROOT,
                    "%nepoch %d: loss %.4f, accuracy %.2f%%; validation loss %.4f, accuracy %.2f%%; %.0f images/s%n",
                    point.path("epoch").asInt(),
                    point.path("trainingLoss").asDouble(),
                    point.path("trainingAccuracy").asDouble(),
                    point.path("validationLoss").asDouble(),
                    point.path("validationAccuracy").asDouble(),
                    point.path("imagesPerSecond").asDouble());
            err.flush();
        }
    }
}
