package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** JSON as bytes, written value by value so that a long page needs no tree beside it. */
public final class Json {
    /** Up to here a whole number is exact as a double, and is written without a fraction. */
    private static final double EXACT_WHOLE = 1L << 53;

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** One JSON value, written on demand. */
    @FunctionalInterface
    public interface Document {
        /** Writes exactly one value. */
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * Writes one item of a list.
     *
     * @param <T> what an item is
     */
    @FunctionalInterface
    public interface Item<T> {
        /** Writes exactly one value. */
        void write(JsonGenerator json, T item) throws IOException;
    }

    /** The document in UTF-8. */
    public static byte[] bytes(Document document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            document.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** A list under its name. */
    static <T> void array(JsonGenerator json, String name, Collection<? extends T> items, Item<T> item)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T each : items) {
            item.write(json, each);
        }
        json.writeEndArray();
    }

    /** Texts under their name. */
    static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        array(json, name, texts, JsonGenerator::writeString);
    }

    /** Whole numbers under their name. */
    static void sizes(JsonGenerator json, String name, int[] sizes) throws IOException {
        json.writeArrayFieldStart(name);
        for (int size : sizes) {
            json.writeNumber(size);
        }
        json.writeEndArray();
    }

    /** A finite number, without a fraction where it is whole. */
    static void number(JsonGenerator json, double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number on the wire must be finite, was " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) <= EXACT_WHOLE) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /** A number under its name. */
    static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        number(json, value);
    }

    /** A number under its name, or null where it is not finite. */
    static void numberOrNull(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        if (Double.isFinite(value)) {
            number(json, value);
        } else {
            json.writeNull();
        }
    }

    /** A text or null under its name. */
    static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        json.writeString(text);
    }

    /** A value of a search space. */
    static void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer whole) {
            json.writeNumber(whole);
        } else if (value instanceof Double real) {
            number(json, real);
        } else {
            json.writeString(value.toString());
        }
    }
}
