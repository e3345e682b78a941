package dev.tradespace.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.app.session.EventStream;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.terminal.TerminalProgress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Follows the training of one sweep to its end on stderr: a bar with loss, accuracy, images a second and the time left, and a line for each epoch. */
public final class TrainingProgressBar {
    private static final int STEPS = 1000;

    private final ApiClient api;
    private final StatusLine status;
    private int told;
    private volatile boolean anyEpoch;

    public TrainingProgressBar(ApiClient api, PrintWriter err) {
        this.api = api;
        this.status = TerminalProgress.statusLine(err);
    }

    /** Waits for the end and returns the sweep as it then is. */
    public JsonNode follow(long id) {
        try (ProgressBar bar = TerminalProgress.bar(status, STEPS)) {
            Work work = new Work(id, bar);
            // All events: a training that an earlier sweep asked for, too, is announced as that sweep's.
            Follow.toEnd(api, List.of(), work);
            return work.sweep;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed(
                    "interrupted; the last checkpoint is kept, the same command with --resume goes on");
        }
    }

    private final class Work implements Follow.Work {
        private final long id;
        private final ProgressBar bar;
        private JsonNode sweep = MissingNode.getInstance();
        private JsonNode job = MissingNode.getInstance();
        private @Nullable ObjectNode training;

        Work(long id, ProgressBar bar) {
            this.id = id;
            this.bar = bar;
        }

        @Override
        public boolean look() {
            sweep = api.get("/sweeps/" + id, List.of());
            job = api.get("/sweeps/" + id + "/jobs", List.of()).path("items").path(0);
            training = find();
            return show();
        }

        /** The training that gives the job its weights; an earlier sweep may have asked for it, too. */
        private @Nullable ObjectNode find() {
            if (training != null) {
                return detail(training.path("id").asLong());
            }
            List<Parameter> alike = List.of(
                    new Parameter("variant", job.path("variant").asText()),
                    new Parameter(
                            "dataset", sweep.path("training").path("dataset").asText()));
            for (JsonNode each : api.all("/trainings", alike)) {
                if (isOfJob(each)) {
                    return detail(each.path("id").asLong());
                }
            }
            return null;
        }

        private ObjectNode detail(long known) {
            return (ObjectNode) api.get("/trainings/" + known, List.of());
        }

        private boolean isOfJob(JsonNode other) {
            return other.path("weights").equals(job.path("weights"));
        }

        @Override
        public boolean apply(EventStream.Event event) {
            JsonNode data = event.data();
            ObjectNode known = training;
            if (event.name().equals("sweep") && data.path("id").asLong() == id) {
                sweep = data;
            } else if (event.name().equals("job") && data.path("sweep").asLong() == id) {
                job = data;
            } else if (event.name().equals("training") && isOfJob(data)) {
                if (known == null) {
                    training = detail(data.path("id").asLong());
                } else {
                    known.setAll((ObjectNode) data);
                }
            } else if (known != null && data.path("training").equals(known.path("id"))) {
                if (event.name().equals("epoch")) {
                    add(known.withArray("curve"), data.path("point"));
                } else {
                    known.set("progress", data);
                }
            } else {
                return false;
            }
            return show();
        }

        /** An event that was sent before the look is in the curve already. */
        private static void add(ArrayNode curve, JsonNode point) {
            if (point.path("epoch").asInt()
                    > curve.path(curve.size() - 1).path("epoch").asInt()) {
                curve.add(point);
            }
        }

        private boolean show() {
            ObjectNode known = training;
            anyEpoch = known != null && !known.path("curve").isEmpty();
            if (known != null && !known.path("status").asText().equals("waiting")) {
                TrainingProgressBar.this.show(bar, known);
            } else {
                bar.setExtraMessage(
                        job.path("status").asText().equals("ready")
                                ? "waiting for other work"
                                : "making the images ready");
            }
            return !sweep.path("status").asText().equals("active");
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
