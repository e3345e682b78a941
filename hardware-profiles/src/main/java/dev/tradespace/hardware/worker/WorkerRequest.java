package dev.tradespace.hardware.worker;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a worker is asked to measure, as a JSON file of strings and numbers.
 *
 * @param model the ONNX file, absolute
 * @param threads compute threads, at least 1
 * @param batch images in one query, at least 1
 * @param queries the least number of queries, at least 1
 * @param duration the least time of measuring
 * @param timeout after how long the worker will be killed
 * @param seed of the noise that the model is fed with
 */
public record WorkerRequest(
        Path model, int threads, int batch, int queries, Duration duration, Duration timeout, long seed) {
    public WorkerRequest {
        requirePositive("threads", threads);
        requirePositive("batch", batch);
        requirePositive("queries", queries);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }

    /** Writes the request. */
    public void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("model", model.toString());
            json.writeNumberField("threads", threads);
            json.writeNumberField("batch", batch);
            json.writeNumberField("queries", queries);
            json.writeNumberField("durationMillis", duration.toMillis());
            json.writeNumberField("timeoutMillis", timeout.toMillis());
            json.writeNumberField("seed", seed);
            json.writeEndObject();
        }
    }

    /**
     * Reads a request.
     *
     * @throws IOException if the file is none
     */
    static WorkerRequest read(Path file) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            require(json.nextToken() == JsonToken.START_OBJECT, file);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                require(json.nextToken().isScalarValue(), file);
                fields.put(name, json.getText());
            }
        }
        try {
            return new WorkerRequest(
                    Path.of(field(fields, "model")),
                    Integer.parseInt(field(fields, "threads")),
                    Integer.parseInt(field(fields, "batch")),
                    Integer.parseInt(field(fields, "queries")),
                    Duration.ofMillis(Long.parseLong(field(fields, "durationMillis"))),
                    Duration.ofMillis(Long.parseLong(field(fields, "timeoutMillis"))),
                    Long.parseLong(field(fields, "seed")));
        } catch (IllegalArgumentException wrong) {
            throw new IOException(file + " is no request: " + wrong.getMessage(), wrong);
        }
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static void require(boolean holds, Path file) throws IOException {
        if (!holds) {
            throw new IOException(file + " is no request: it must be one JSON object of strings and numbers");
        }
    }
}
