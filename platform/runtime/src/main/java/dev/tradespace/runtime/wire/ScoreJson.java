package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.training.Scores;
import java.io.IOException;
import java.util.List;

/** How well a trained model answered: in all, by class, and image by image. */
public final class ScoreJson {
    private ScoreJson() {}

    /**
     * The scores of a measurement.
     *
     * @param classes the names of the classes
     * @param unchanged whether the dataset's images are still those that were scored
     */
    public static void write(
            JsonGenerator json, long measurement, Scores scores, List<String> classes, boolean unchanged)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("measurement", measurement);
        json.writeStringField("dataset", scores.dataset());
        json.writeStringField("split", scores.split());
        json.writeBooleanField("unchanged", unchanged);
        json.writeStringField("runtime", scores.runtime());
        json.writeNumberField("images", scores.images());
        FigureJson.field(json, "top1", Metric.ACCURACY, scores.accuracy());
        FigureJson.field(json, "top5", Metric.ACCURACY, scores.top5());
        Json.numberOrNull(json, "crossEntropy", scores.crossEntropy());
        Json.number(json, "calibrationError", scores.calibrationError());
        json.writeArrayFieldStart("classes");
        List<Figure> accuracies = scores.classAccuracies();
        for (int i = 0; i < classes.size(); i++) {
            json.writeStartObject();
            json.writeStringField("name", classes.get(i));
            json.writeNumberField(
                    "images",
                    scores.confusion().get(i).stream()
                            .mapToInt(Integer::intValue)
                            .sum());
            json.writeNumberField("correct", scores.confusion().get(i).get(i));
            FigureJson.field(json, Metric.ACCURACY, accuracies.get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("confusion");
        for (List<Integer> row : scores.confusion()) {
            json.writeStartArray();
            for (int count : row) {
                json.writeNumber(count);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Some answers.
     *
     * @param chosen the numbers of the images, in order
     */
    public static Json.Document answers(Scores scores, List<Integer> chosen, int offset, int limit) {
        return json -> {
            json.writeStartObject();
            PageJson.fields(
                    json,
                    PageJson.cut(chosen, offset, limit),
                    chosen.size(),
                    (out, index) -> answer(out, index, scores.answers().get(index)));
            json.writeStringField("dataset", scores.dataset());
            json.writeStringField("split", scores.split());
            json.writeEndObject();
        };
    }

    private static void answer(JsonGenerator json, int index, Scores.Answer answer) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeNumberField("truth", answer.truth());
        json.writeNumberField("answer", answer.answer());
        Json.number(json, "confidence", answer.confidence());
        json.writeEndObject();
    }
}
