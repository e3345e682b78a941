package dev.tradespace.hardware.worker;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.training.Scores;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A worker's answer as JSON: {@code {"completed": {...}}}, {@code {"answered": {...}}} with {@link #LOGITS} beside it, or {@code {"failed": {...}}}. It is
 * there whole or not at all. Written and read token by token, since binding it to types would double the time a worker takes to start.
 */
public final class AnswerFile {
    /** The name of the file beside it that holds a model's answers to images. */
    static final String LOGITS = "logits.bin";

    private AnswerFile() {}

    /** Writes an answer in one step that cannot be seen half done. */
    static void write(Path file, Answer answer) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (JsonGenerator json = new JsonFactory().createGenerator(draft.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (answer instanceof Answer.Measured measured) {
                json.writeFieldName("completed");
                write(json, measured.reading());
            } else if (answer instanceof Answer.Answered answered) {
                answered.logits().write(file.resolveSibling(LOGITS));
                json.writeObjectFieldStart("answered");
                json.writeStringField("runtime", answered.runtime());
                json.writeNumberField("images", answered.logits().images());
                json.writeNumberField("classes", answered.logits().classes());
                json.writeEndObject();
            } else if (answer instanceof Answer.Failed failed) {
                json.writeObjectFieldStart("failed");
                json.writeStringField("reason", failed.failure().reason());
                json.writeStringField("detail", failed.failure().detail());
                json.writeBooleanField("worthRetrying", failed.failure().worthRetrying());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(JsonGenerator json, Reading reading) throws IOException {
        json.writeStartObject();
        long[] nanos = reading.samples().nanos().toArray();
        json.writeFieldName("nanos");
        json.writeArray(nanos, 0, nanos.length);
        json.writeNumberField("warmupRuns", reading.warmupRuns());
        json.writeBooleanField("warmupSettled", reading.warmupSettled());
        json.writeFieldName("memory");
        write(json, reading.memory());
        json.writeFieldName("energy");
        write(json, reading.energy());
        json.writeArrayFieldStart("disturbances");
        for (String disturbance : reading.disturbances()) {
            json.writeString(disturbance);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("environment");
        for (Map.Entry<String, String> fact : reading.environment().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        if (reading.scores() != null) {
            json.writeFieldName("scores");
            ScoresFields.write(json, reading.scores());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Figure figure) throws IOException {
        json.writeStartObject();
        figure.match(new FigureFields()).writeTo(json);
        json.writeEndObject();
    }

    /**
     * Reads an answer.
     *
     * @throws IOException if the file is none, or is not whole
     */
    public static Answer read(Path file) throws IOException {
        try (JsonParser json = new JsonFactory()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .createParser(file.toFile())) {
            require(json, json.nextToken() == JsonToken.START_OBJECT, "an object");
            String kind = json.nextFieldName();
            json.nextToken();
            Answer answer;
            if ("completed".equals(kind)) {
                answer = new Answer.Measured(reading(json));
            } else if ("answered".equals(kind)) {
                answer = answered(json, file.resolveSibling(LOGITS));
            } else if ("failed".equals(kind)) {
                answer = new Answer.Failed(failure(json));
            } else {
                throw new IOException("it must be completed, answered or failed, was " + kind);
            }
            require(json, json.nextToken() == JsonToken.END_OBJECT, "the end of the answer");
            require(json, json.nextToken() == null, "nothing after the answer");
            return answer;
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    private static Answer answered(JsonParser json, Path file) throws IOException {
        String runtime = null;
        Integer images = null;
        Integer classes = null;
        require(json, json.currentToken() == JsonToken.START_OBJECT, "an object");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "runtime" -> runtime = text(json);
                case "images" -> images = json.getIntValue();
                case "classes" -> classes = json.getIntValue();
                default -> throw new IOException("unknown field " + name);
            }
        }
        Logits logits = Logits.read(file, given(classes, "classes"));
        if (logits.images() != given(images, "images")) {
            throw new IOException("there must be answers to " + images + " images, was " + logits);
        }
        return new Answer.Answered(given(runtime, "runtime"), logits);
    }

    private static Outcome.Failure failure(JsonParser json) throws IOException {
        String reason = null;
        String detail = "";
        boolean worthRetrying = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "reason" -> reason = text(json);
                case "detail" -> detail = text(json);
                case "worthRetrying" -> worthRetrying = json.getBooleanValue();
                default -> throw new IOException("unknown field " + name);
            }
        }
        return new Outcome.Failure(given(reason, "reason"), detail, worthRetrying);
    }

    private static Reading reading(JsonParser json) throws IOException {
        Samples samples = null;
        Integer warmupRuns = null;
        Boolean warmupSettled = null;
        Figure memory = null;
        Figure energy = null;
        List<String> disturbances = null;
        Map<String, String> environment = null;
        Scores scores = null;
        require(json, json.currentToken() == JsonToken.START_OBJECT, "an object");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "nanos" -> samples = samples(json);
                case "warmupRuns" -> warmupRuns = json.getIntValue();
                case "warmupSettled" -> warmupSettled = json.getBooleanValue();
                case "memory" -> memory = figure(json);
                case "energy" -> energy = figure(json);
                case "disturbances" -> disturbances = texts(json);
                case "environment" -> environment = facts(json);
                case "scores" -> scores = ScoresFields.read(json);
                default -> throw new IOException("unknown field " + name);
            }
        }
        return new Reading(
                given(samples, "nanos"),
                given(warmupRuns, "warmupRuns"),
                given(warmupSettled, "warmupSettled"),
                given(memory, "memory"),
                given(energy, "energy"),
                given(disturbances, "disturbances"),
                given(environment, "environment"),
                scores);
    }

    private static Samples samples(JsonParser json) throws IOException {
        require(json, json.currentToken() == JsonToken.START_ARRAY, "an array of times");
        LongStream.Builder nanos = LongStream.builder();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            nanos.add(json.getLongValue());
        }
        return Samples.ofNanos(nanos.build().toArray());
    }

    private static Figure figure(JsonParser json) throws IOException {
        OptionalDouble amount = OptionalDouble.empty();
        String source = null;
        String reason = null;
        require(json, json.currentToken() == JsonToken.START_OBJECT, "a figure");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "amount" -> amount = OptionalDouble.of(json.getDoubleValue());
                case "source" -> source = text(json);
                case "reason" -> reason = text(json);
                default -> throw new IOException("unknown field " + name);
            }
        }
        return amount.isPresent()
                ? new Figure.Measured(amount.getAsDouble(), null, given(source, "source"))
                : new Figure.Unavailable(given(reason, "reason"));
    }

    static List<String> texts(JsonParser json) throws IOException {
        require(json, json.currentToken() == JsonToken.START_ARRAY, "an array of texts");
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(json));
        }
        return texts;
    }

    private static Map<String, String> facts(JsonParser json) throws IOException {
        require(json, json.currentToken() == JsonToken.START_OBJECT, "an object of texts");
        Map<String, String> facts = new TreeMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            facts.put(name, text(json));
        }
        return facts;
    }

    static String text(JsonParser json) throws IOException {
        require(json, json.currentToken() == JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    static <T> T given(@Nullable T value, String name) throws IOException {
        if (value == null) {
            throw new IOException(name + " is missing");
        }
        return value;
    }

    static void require(JsonParser json, boolean holds, String expected) throws IOException {
        if (!holds) {
            throw new IOException(expected + " was expected at line "
                    + json.currentTokenLocation().getLineNr() + ", was " + json.currentToken());
        }
    }

    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** A worker measures or says why not; it estimates and publishes nothing. */
    private static final class FigureFields implements Figure.Cases<Fields> {
        @Override
        public Fields measured(Figure.Measured figure) {
            return json -> {
                json.writeNumberField("amount", figure.amount());
                json.writeStringField("source", figure.source());
            };
        }

        @Override
        public Fields estimated(Figure.Estimated figure) {
            throw new IllegalArgumentException("a worker measures, it gave " + figure);
        }

        @Override
        public Fields published(Figure.Published figure) {
            throw new IllegalArgumentException("a worker measures, it gave " + figure);
        }

        @Override
        public Fields unavailable(Figure.Unavailable figure) {
            return json -> json.writeStringField("reason", figure.reason());
        }
    }
}
