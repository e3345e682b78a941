package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepState;
import java.io.IOException;
import java.time.Duration;

/** Sweeps and their jobs. */
public final class SweepJson {
    private static final double MILLIS_PER_SECOND = 1000;

    private SweepJson() {}

    /** A sweep as it stands. */
    public static void write(JsonGenerator json, SweepState sweep) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", sweep.id());
        Json.texts(json, "variants", sweep.spec().variants());
        Json.texts(json, "targets", sweep.spec().targets());
        json.writeStringField("protocol", sweep.spec().protocol().id());
        json.writeFieldName("training");
        if (sweep.spec().training() == null) {
            json.writeNull();
        } else {
            json.writeRawValue(sweep.spec().training().json().toString());
        }
        json.writeStringField("status", sweep.status().id());
        json.writeNumberField("total", sweep.total());
        json.writeNumberField("done", sweep.done());
        json.writeNumberField("failed", sweep.failed());
        json.writeNumberField("running", sweep.running());
        json.writeStringField("created", sweep.created().toString());
        json.writeFieldName("search");
        if (sweep.work() == null) {
            json.writeNull();
        } else {
            json.writeNumber(sweep.work().search());
        }
        json.writeFieldName("remainingSeconds");
        Duration left = sweep.left();
        if (left == null && sweep.status() == SweepState.Status.ACTIVE) {
            json.writeNull();
        } else {
            seconds(json, left == null ? Duration.ZERO : left);
        }
        json.writeEndObject();
    }

    /** A job as it stands. */
    public static void job(JsonGenerator json, JobState job) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", job.id());
        json.writeNumberField("sweep", job.sweep());
        json.writeStringField("variant", job.variant());
        json.writeStringField("weights", job.weights());
        json.writeStringField("target", job.target());
        json.writeStringField("status", job.status().id());
        json.writeNumberField("attempts", job.attempts());
        if (job.reason() != null) {
            json.writeStringField("reason", job.reason());
        }
        json.writeFieldName("seconds");
        seconds(json, job.spent());
        json.writeEndObject();
    }

    private static void seconds(JsonGenerator json, Duration duration) throws IOException {
        Json.number(json, duration.toMillis() / MILLIS_PER_SECOND);
    }
}
