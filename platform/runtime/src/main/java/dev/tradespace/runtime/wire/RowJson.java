package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.results.front.Selection;
import dev.tradespace.results.front.Stratum;
import dev.tradespace.results.front.TargetFront;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Result rows, one by one, in detail, and as a front. */
public final class RowJson {
    private RowJson() {}

    /** A row. */
    public static void write(JsonGenerator json, ResultRow row, RowMarks marks) throws IOException {
        json.writeStartObject();
        fields(json, row, marks);
        json.writeEndObject();
    }

    /** A row that was just measured: nothing is marked. */
    public static void write(JsonGenerator json, ResultRow row) throws IOException {
        write(json, row, RowMarks.NONE);
    }

    /** A row with its raw samples, in nanoseconds, and the environment that it was measured in. */
    public static void detail(
            JsonGenerator json,
            ResultRow row,
            RowMarks marks,
            @Nullable Samples samples,
            Map<String, String> environment)
            throws IOException {
        json.writeStartObject();
        fields(json, row, marks);
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
            JsonGenerator json,
            String target,
            Selection selection,
            List<Metric> objectives,
            TargetFront front,
            RowMarks marks)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("target", target);
        json.writeStringField("dataset", selection.dataset());
        selection(json, selection);
        Json.texts(json, "objectives", objectives.stream().map(Metric::id).toList());
        Json.array(json, "front", front.members(), (out, row) -> write(out, row, marks));
        Json.array(json, "dominated", front.dominated(), JsonGenerator::writeNumber);
        Json.array(json, "incomplete", front.incomplete(), JsonGenerator::writeNumber);
        json.writeEndObject();
    }

    /** Which rows are compared, and which are not. */
    static void selection(JsonGenerator json, Selection selection) throws IOException {
        data(json, selection.data());
        Json.array(json, "compared", List.copyOf(selection.chosen().values()), RowJson::stratum);
        Json.array(json, "leftOut", selection.leftOut(), RowJson::stratum);
    }

    private static void stratum(JsonGenerator json, Stratum stratum) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", stratum.target());
        json.writeStringField("dataset", stratum.dataset());
        data(json, stratum.data());
        conditions(json, stratum.conditions());
        json.writeNumberField("rows", stratum.rows());
        json.writeEndObject();
    }

    private static void data(JsonGenerator json, String digest) throws IOException {
        Json.text(json, "data", digest.isEmpty() ? null : digest);
    }

    private static void conditions(JsonGenerator json, Conditions conditions) throws IOException {
        json.writeObjectFieldStart("conditions");
        Json.text(json, "digest", conditions.known() ? conditions.digest() : null);
        known(json, "machine", conditions.machine());
        known(json, "cpu", conditions.cpu());
        known(json, "runtime", conditions.runtime());
        counted(json, "threads", conditions.threads());
        counted(json, "batch", conditions.batch());
        json.writeEndObject();
    }

    private static void known(JsonGenerator json, String name, String fact) throws IOException {
        Json.text(json, name, fact.equals(Conditions.UNSAID) ? null : fact);
    }

    private static void counted(JsonGenerator json, String name, int count) throws IOException {
        json.writeFieldName(name);
        if (count == 0) {
            json.writeNull();
        } else {
            json.writeNumber(count);
        }
    }

    private static void provenance(JsonGenerator json, ResultRow row, RowMarks marks) throws IOException {
        Provenance provenance = row.provenance();
        data(json, provenance.data());
        TrainingSpec training = provenance.training();
        json.writeFieldName("seed");
        if (training != null) {
            json.writeNumber(training.seed());
        } else if (row.key().weights().matches("random:-?[0-9]{1,18}")) {
            json.writeNumber(Long.parseLong(row.key().weights().substring("random:".length())));
        } else {
            json.writeNull();
        }
        json.writeFieldName("training");
        if (training == null) {
            json.writeNull();
        } else {
            TrainingJson.spec(json, training);
        }
        conditions(json, provenance.conditions());
        json.writeFieldName("plugin");
        if (provenance.plugin().known()) {
            json.writeStartObject();
            json.writeStringField("plugin", provenance.plugin().plugin());
            json.writeStringField("digest", provenance.plugin().digest());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        Json.texts(json, "apart", marks.apart(row));
        Json.text(json, "stale", marks.stale(row).orElse(null));
    }

    private static void fields(JsonGenerator json, ResultRow row, RowMarks marks) throws IOException {
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
        json.writeBooleanField("noisy", row.noisy());
        Json.texts(json, "disturbances", row.disturbances());
        Json.text(json, "failure", row.failure());
        provenance(json, row, marks);
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
