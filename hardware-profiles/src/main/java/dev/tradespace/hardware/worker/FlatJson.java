package dev.tradespace.hardware.worker;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of strings and whole numbers, read and written without binding it to types, which would double the time a worker takes to start. */
final class FlatJson {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Long> numbers = new LinkedHashMap<>();

    FlatJson put(String name, String text) {
        texts.put(name, text);
        return this;
    }

    FlatJson put(String name, long number) {
        numbers.put(name, number);
        return this;
    }

    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : texts.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            for (Map.Entry<String, Long> field : numbers.entrySet()) {
                json.writeNumberField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        }
    }

    /**
     * Reads an object.
     *
     * @throws IOException if the file is none, holds more than one, or a field that is neither string nor whole number
     */
    static FlatJson read(Path file) throws IOException {
        FlatJson object = new FlatJson();
        try (JsonParser json = new JsonFactory()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .createParser(file.toFile())) {
            require(json.nextToken() == JsonToken.START_OBJECT, file);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                require(value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT, file);
                if (value == JsonToken.VALUE_STRING) {
                    object.put(name, json.getText());
                } else {
                    object.put(name, json.getLongValue());
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null, file);
        }
        return object;
    }

    private static void require(boolean holds, Path file) throws IOException {
        if (!holds) {
            throw new IOException(file + " must be one JSON object of strings and whole numbers");
        }
    }

    boolean has(String name) {
        return texts.containsKey(name) || numbers.containsKey(name);
    }

    /** Takes a string. */
    String text(String name) {
        return taken(texts.remove(name), name);
    }

    /** Takes a whole number. */
    long number(String name) {
        return taken(numbers.remove(name), name);
    }

    /** Takes a whole number of 32 bits. */
    int integer(String name) {
        try {
            return Math.toIntExact(number(name));
        } catch (ArithmeticException large) {
            throw new IllegalArgumentException(name + " is too large", large);
        }
    }

    private static <T> T taken(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** Refuses fields that nobody has asked for. */
    void requireAllTaken() {
        if (!texts.isEmpty() || !numbers.isEmpty()) {
            throw new IllegalArgumentException("nobody knows " + texts.keySet() + numbers.keySet());
        }
    }
}
