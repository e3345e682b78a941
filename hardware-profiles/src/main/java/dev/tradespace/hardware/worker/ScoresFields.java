package dev.tradespace.hardware.worker;

import static dev.tradespace.hardware.worker.AnswerFile.given;
import static dev.tradespace.hardware.worker.AnswerFile.require;
import static dev.tradespace.hardware.worker.AnswerFile.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tradespace.core.training.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Scores within an answer; each image's as {@code [truth, answer, confidence]}, for there are thousands. */
final class ScoresFields {
    private ScoresFields() {}

    static void write(JsonGenerator json, Scores scores) throws IOException {
        json.writeStartObject();
        json.writeStringField("dataset", scores.dataset());
        json.writeStringField("split", scores.split());
        json.writeStringField("runtime", scores.runtime());
        json.writeArrayFieldStart("confusion");
        for (List<Integer> row : scores.confusion()) {
            int[] counts = row.stream().mapToInt(Integer::intValue).toArray();
            json.writeArray(counts, 0, counts.length);
        }
        json.writeEndArray();
        json.writeNumberField("top5Correct", scores.top5Correct());
        json.writeNumberField("crossEntropy", scores.crossEntropy());
        json.writeNumberField("calibrationError", scores.calibrationError());
        json.writeArrayFieldStart("classNames");
        for (String name : scores.classNames()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("answers");
        for (Scores.Answer answer : scores.answers()) {
            json.writeStartArray();
            json.writeNumber(answer.truth());
            json.writeNumber(answer.answer());
            json.writeNumber(answer.confidence());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static Scores read(JsonParser json) throws IOException {
        String dataset = null;
        String split = null;
        String runtime = null;
        List<List<Integer>> confusion = null;
        Integer top5Correct = null;
        Double crossEntropy = null;
        Double calibrationError = null;
        List<String> classNames = null;
        List<Scores.Answer> answers = null;
        require(json, json.currentToken() == JsonToken.START_OBJECT, "scores");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "dataset" -> dataset = text(json);
                case "split" -> split = text(json);
                case "runtime" -> runtime = text(json);
                case "confusion" -> confusion = confusion(json);
                case "top5Correct" -> top5Correct = json.getIntValue();
                case "crossEntropy" -> crossEntropy = json.getDoubleValue();
                case "calibrationError" -> calibrationError = json.getDoubleValue();
                case "classNames" -> classNames = AnswerFile.texts(json);
                case "answers" -> answers = answers(json);
                default -> throw new IOException("unknown field " + name);
            }
        }
        return new Scores(
                given(dataset, "dataset"),
                given(split, "split"),
                given(runtime, "runtime"),
                given(confusion, "confusion"),
                given(top5Correct, "top5Correct"),
                given(crossEntropy, "crossEntropy"),
                given(calibrationError, "calibrationError"),
                given(classNames, "classNames"),
                given(answers, "answers"));
    }

    private static List<List<Integer>> confusion(JsonParser json) throws IOException {
        require(json, json.currentToken() == JsonToken.START_ARRAY, "an array of rows");
        List<List<Integer>> rows = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json, json.currentToken() == JsonToken.START_ARRAY, "an array of counts");
            List<Integer> row = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                row.add(json.getIntValue());
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<Scores.Answer> answers(JsonParser json) throws IOException {
        require(json, json.currentToken() == JsonToken.START_ARRAY, "an array of answers");
        List<Scores.Answer> answers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json, json.currentToken() == JsonToken.START_ARRAY, "an answer");
            json.nextToken();
            int truth = json.getIntValue();
            json.nextToken();
            int answer = json.getIntValue();
            json.nextToken();
            double confidence = json.getDoubleValue();
            require(json, json.nextToken() == JsonToken.END_ARRAY, "the end of an answer");
            answers.add(new Scores.Answer(truth, answer, confidence));
        }
        return answers;
    }
}
