package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.results.TargetFront;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Result rows, one by one, in detail, and as a front. */
public final class RowJson {
    private RowJson() {}

    /** A row. */
    public static void write(JsonGenerator json, ResultRow row) throws IOException {
        json.writeStartObject();
        fields(json, row);
        json.writeEndObject();
    }

    /** A row with its raw samples, in nanoseconds, and the environment that it was measured in. */
    public static void detail(
            JsonGenerator json, ResultRow row, @Nullable Samples samples, Map<String, String> environment)
            throws IOException {
        json.writeStartObject();
        fields(json, row);
        json.writeArrayFieldStart("samples");
        if (samples != null) {
            for (long nanos : samples.nanos().toArray()) {
                json.writeNumber(nanos);
            }
        }
        json.writeEndArray();
        json.writeObjectFieldStart("environment");
        for (Map.Entry<String, String> fact : environment.entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A front of one target and dataset, its members whole and all others by id. */
    public static void front(
            JsonGenerator json, String target, String dataset, List<Metric> objectives, TargetFront front)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("target", target);
        json.writeStringField("dataset", dataset);
        Json.texts(json, "objectives", objectives.stream().map(Metric::id).toList());
        Json.array(json, "front", front.members(), RowJson::write);
        Json.array(json, "dominated", front.dominated(), JsonGenerator::writeNumber);
        Json.array(json, "incomplete", front.incomplete(), JsonGenerator::writeNumber);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, ResultRow row) throws IOException {
        json.writeNumberField("id", row.id());
        json.writeStringField("variant", row.variant());
        json.writeStringField("family", row.family());
        json.writeStringField("target", row.key().target());
        json.writeStringField("dataset", row.key().dataset());
        json.writeStringField("protocol", row.key().protocol().id());
        json.writeStringField("architecture", row.key().architecture());
        json.writeStringField("weights", row.key().weights());
        json.writeStringField("at", row.at().toString());
        for (Metric metric : Metric.values()) {
            FigureJson.field(json, metric, row.figure(metric));
        }
        json.writeFieldName("latencyDetail");
        if (row.latency() == null) {
            json.writeNull();
        } else {
            latency(json, row.latency());
        }
        json.writeBooleanField("warmupSettled", row.warmupSettled());
        json.writeBooleanField("noisy", !row.disturbances().isEmpty());
        Json.texts(json, "disturbances", row.disturbances());
        Json.text(json, "failure", row.failure());
    }

    private static void latency(JsonGenerator json, LatencySummary latency) throws IOException {
        json.writeStartObject();
        json.writeNumberField("queries", latency.queries());
        FigureJson.field(json, "p90", Metric.LATENCY, latency.p90());
        FigureJson.field(json, "p99", Metric.LATENCY, latency.p99());
        Json.number(json, "mean", latency.mean());
        json.writeEndObject();
    }
}
