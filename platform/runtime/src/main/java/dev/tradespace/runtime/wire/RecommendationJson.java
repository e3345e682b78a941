package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.results.front.Selection;
import dev.tradespace.search.recommend.ModelRows;
import dev.tradespace.search.recommend.Recommendation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The answer to "which model should I use?". */
public final class RecommendationJson {
    private RecommendationJson() {}

    /**
     * The answer with what was asked.
     *
     * @param otherDatasets those that rows of these targets are about, too
     */
    public static Json.Document of(
            List<String> targets,
            Selection selection,
            List<String> otherDatasets,
            List<Constraint> limits,
            Recommendation recommendation,
            RowMarks marks) {
        return json -> {
            json.writeStartObject();
            Json.texts(json, "targets", targets);
            json.writeStringField("dataset", selection.dataset());
            Json.texts(json, "otherDatasets", otherDatasets);
            RowJson.selection(json, selection);
            Json.array(json, "limits", limits, RecommendationJson::limit);
            recommended(json, recommendation, marks);
            binding(json, recommendation.binding());
            neighbour(json, "faster", recommendation.faster());
            neighbour(json, "moreAccurate", recommendation.moreAccurate());
            json.writeNumberField("considered", recommendation.considered());
            Json.array(json, "excluded", recommendation.excluded(), RecommendationJson::exclusion);
            nearestMiss(json, recommendation);
            json.writeEndObject();
        };
    }

    private static void limit(JsonGenerator json, Constraint limit) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", limit.metric());
        Json.number(json, "limit", limit.bound());
        json.writeStringField("kind", limit.side() == Constraint.Side.AT_MOST ? "max" : "min");
        json.writeEndObject();
    }

    private static void recommended(JsonGenerator json, Recommendation recommendation, RowMarks marks)
            throws IOException {
        json.writeFieldName("recommended");
        if (recommendation.recommended().isEmpty()) {
            json.writeNull();
            return;
        }
        ModelRows best = recommendation.recommended().get();
        json.writeStartObject();
        json.writeStringField("variant", best.variant());
        Json.array(json, "rows", best.rows(), (out, row) -> RowJson.write(out, row, marks));
        json.writeStringField("reason", recommendation.reason());
        json.writeEndObject();
    }

    private static void binding(JsonGenerator json, Optional<Recommendation.Binding> found) throws IOException {
        json.writeFieldName("binding");
        if (found.isEmpty()) {
            json.writeNull();
            return;
        }
        Recommendation.Binding binding = found.get();
        json.writeStartObject();
        json.writeStringField("metric", binding.limit().metric());
        Json.number(json, "limit", binding.limit().bound());
        json.writeStringField("target", binding.target());
        json.writeObjectFieldStart("next");
        json.writeStringField("variant", binding.next().variant());
        FigureJson.field(
                json, Metric.ACCURACY, binding.next().worstRow(Metric.ACCURACY).figure(Metric.ACCURACY));
        Json.number(json, "needs", binding.needs());
        json.writeEndObject();
        json.writeStringField("message", binding.message());
        json.writeEndObject();
    }

    private static void neighbour(JsonGenerator json, String name, Optional<ModelRows> found) throws IOException {
        json.writeFieldName(name);
        if (found.isEmpty()) {
            json.writeNull();
            return;
        }
        ModelRows candidate = found.get();
        ResultRow slowest = candidate.worstRow(Metric.LATENCY);
        json.writeStartObject();
        json.writeStringField("variant", candidate.variant());
        FigureJson.field(
                json, Metric.ACCURACY, candidate.worstRow(Metric.ACCURACY).figure(Metric.ACCURACY));
        FigureJson.field(json, Metric.LATENCY, slowest.figure(Metric.LATENCY));
        json.writeStringField("target", slowest.key().target());
        json.writeEndObject();
    }

    private static void exclusion(JsonGenerator json, Recommendation.Exclusion exclusion) throws IOException {
        json.writeStartObject();
        json.writeStringField("variant", exclusion.variant());
        json.writeStringField("reason", exclusion.reason());
        json.writeEndObject();
    }

    /** Where nothing fits: what came closest, if one limit alone is to blame, and the reason in any case. */
    private static void nearestMiss(JsonGenerator json, Recommendation recommendation) throws IOException {
        json.writeFieldName("nearestMiss");
        if (recommendation.recommended().isPresent()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        if (recommendation.binding().isPresent()) {
            Recommendation.Binding binding = recommendation.binding().get();
            json.writeStringField("variant", binding.next().variant());
            json.writeStringField("metric", binding.limit().metric());
            Json.number(json, "needs", binding.needs());
            json.writeStringField("target", binding.target());
        }
        json.writeStringField("reason", recommendation.reason());
        json.writeEndObject();
    }
}
