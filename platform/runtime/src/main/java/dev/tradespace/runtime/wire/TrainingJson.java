package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingSpecJson;
import dev.tradespace.core.training.TrainingState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trainings: as they stand, with their curves, and as they go. */
public final class TrainingJson {
    private static final double MILLIS_PER_SECOND = 1000;

    private TrainingJson() {}

    /** A training without its curve. */
    public static void write(JsonGenerator json, TrainingState training) throws IOException {
        json.writeStartObject();
        fields(json, training);
        json.writeEndObject();
    }

    /** A training with its curve, and how far it is if it is under way and that is known. */
    public static void detail(JsonGenerator json, TrainingState training, @Nullable TrainingProgress progress)
            throws IOException {
        json.writeStartObject();
        fields(json, training);
        Json.array(json, "curve", training.curve(), TrainingJson::point);
        json.writeFieldName("progress");
        if (progress == null) {
            json.writeNull();
        } else {
            progress(json, training.id(), progress);
        }
        json.writeEndObject();
    }

    /** News of an epoch that has ended. */
    public static void epoch(JsonGenerator json, long training, EpochPoint point) throws IOException {
        json.writeStartObject();
        json.writeNumberField("training", training);
        json.writeFieldName("point");
        point(json, point);
        json.writeEndObject();
    }

    /** News of how far a training is. */
    public static void progress(JsonGenerator json, long training, TrainingProgress progress) throws IOException {
        json.writeStartObject();
        json.writeNumberField("training", training);
        json.writeNumberField("epoch", progress.epoch());
        json.writeNumberField("epochs", progress.epochs());
        json.writeNumberField("steps", progress.steps());
        Json.number(json, "fraction", progress.fraction());
        Json.numberOrNull(json, "loss", progress.loss());
        Json.numberOrNull(json, "accuracy", progress.accuracy());
        Json.numberOrNull(json, "imagesPerSecond", progress.imagesPerSecond());
        Json.numberOrNull(json, "secondsLeft", progress.secondsLeft());
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, TrainingState training) throws IOException {
        List<EpochPoint> curve = training.curve();
        json.writeNumberField("id", training.id());
        json.writeStringField("variant", training.variant());
        json.writeStringField("family", training.variant().replaceFirst("/.*", ""));
        json.writeStringField("architecture", training.architecture());
        json.writeStringField("weights", training.weights());
        json.writeStringField("dataset", training.spec().dataset());
        json.writeStringField("data", training.data());
        json.writeFieldName("spec");
        spec(json, training.spec());
        json.writeStringField("status", training.status().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("epochs", curve.isEmpty() ? 0 : last(curve).epoch());
        json.writeNumberField("steps", curve.isEmpty() ? 0 : last(curve).steps());
        Json.numberOrNull(
                json,
                "validationAccuracy",
                curve.isEmpty() ? Double.NaN : last(curve).validationAccuracy());
        Json.numberOrNull(json, "imagesPerSecond", imagesPerSecond(curve));
        Json.text(json, "failure", training.failure());
        json.writeFieldName("peakBytes");
        if (training.peakBytes() > 0) {
            json.writeNumber(training.peakBytes());
        } else {
            json.writeNull();
        }
        json.writeStringField("created", training.created().toString());
    }

    private static EpochPoint last(List<EpochPoint> curve) {
        return curve.get(curve.size() - 1);
    }

    /** All images by all time, from the epochs' own; not a number before the first has ended. */
    private static double imagesPerSecond(List<EpochPoint> curve) {
        double images = 0;
        double before = 0;
        for (EpochPoint point : curve) {
            images += point.imagesPerSecond() * (point.seconds() - before);
            before = point.seconds();
        }
        return images / before;
    }

    static void spec(JsonGenerator json, TrainingSpec spec) throws IOException {
        json.writeStartObject();
        json.writeStringField("dataset", spec.dataset());
        json.writeFieldName("recipe");
        recipe(json, TrainingSpecJson.write(spec.recipe()));
        if (spec.budget() instanceof Budget.Epochs epochs) {
            json.writeNumberField("epochs", epochs.count());
        } else if (spec.budget() instanceof Budget.Time time) {
            Json.number(json, "seconds", seconds(time.duration()));
        }
        if (spec.subset().isPresent()) {
            json.writeNumberField("subset", spec.subset().getAsInt());
        }
        json.writeNumberField("threads", spec.threads());
        json.writeNumberField("seed", spec.seed());
        json.writeEndObject();
    }

    private static void recipe(JsonGenerator json, JsonNode recipe) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> field : recipe.properties()) {
            JsonNode value = field.getValue();
            json.writeFieldName(field.getKey());
            if (value.isObject()) {
                recipe(json, value);
            } else if (value.isNumber()) {
                Json.number(json, value.doubleValue());
            } else if (value.isBoolean()) {
                json.writeBoolean(value.booleanValue());
            } else {
                json.writeString(value.textValue());
            }
        }
        json.writeEndObject();
    }

    private static void point(JsonGenerator json, EpochPoint point) throws IOException {
        json.writeStartObject();
        json.writeNumberField("epoch", point.epoch());
        json.writeNumberField("steps", point.steps());
        Json.numberOrNull(json, "trainingLoss", point.trainingLoss());
        Json.number(json, "trainingAccuracy", point.trainingAccuracy());
        Json.numberOrNull(json, "validationLoss", point.validationLoss());
        Json.number(json, "validationAccuracy", point.validationAccuracy());
        Json.number(json, "learningRate", point.learningRate());
        Json.number(json, "seconds", point.seconds());
        Json.numberOrNull(json, "imagesPerSecond", point.imagesPerSecond());
        json.writeEndObject();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
