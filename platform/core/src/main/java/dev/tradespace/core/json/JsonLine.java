package dev.tradespace.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, as maps, lists, texts, numbers and flags; whole numbers are {@link Integer}s where they fit,
 * others {@link Double}s.
 */
public final class JsonLine {
    /** No line that the two ends mean is nearly as long. */
    private static final int LONGEST = 16 << 20;

    private static final int SHOWN = 80;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonLine() {}

    /** Writes an object and sends it off. */
    public static void send(OutputStream out, Map<String, ?> object) throws IOException {
        out.write(write(object).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String write(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            value(json, object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> fields) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                value(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                value(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Record record) {
            json.writeRawValue(RecordJson.text(record));
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    /**
     * Waits for the next line and reads it; empty at the end of the stream.
     *
     * @throws IOException if the stream breaks, or the line is no JSON object or endless
     */
    public static Optional<Fields> receive(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == LONGEST) {
                throw new NoMessage("a line without an end");
            }
            line.write(next);
        }
        return Optional.of(new Fields(read(line.toString(StandardCharsets.UTF_8))));
    }

    private static Map<String, Object> read(String line) throws NoMessage {
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, Object> object = object(json);
                if (json.nextToken() == null) {
                    return object;
                }
            }
        } catch (IOException garbage) {
            // Whatever is wrong with it, it is what the message shows.
        }
        throw new NoMessage(line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line);
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            case VALUE_STRING -> json.getText();
            case VALUE_NULL -> null;
            default -> throw new IOException("no value");
        };
    }

    private static List<Object> array(JsonParser json) throws IOException {
        List<Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(json);
            if (value == null) {
                throw new IOException("null is no value of a list");
            }
            array.add(value);
        }
        return array;
    }

    /** What stands on the line instead of a message. */
    public static final class NoMessage extends IOException {
        private static final long serialVersionUID = 1L;

        private NoMessage(String line) {
            super(line);
        }
    }
}
