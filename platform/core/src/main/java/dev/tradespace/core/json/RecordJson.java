package dev.tradespace.core.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;

/**
 * The JSON codec of records: HTTP answers, files of ours and lines between processes. It is built on Jackson's
 * streaming
 * API and not on its data binding, which costs each worker process 0.4 s of processor time at its start.
 *
 * <ul>
 *   <li>A record is an object of its components in their order. One of a sealed interface says which in {@code kind}.
 *   <li>An empty {@code Optional} is left out. Null is written; a field that is missing is no null.
 *   <li>Numbers are finite, without a fraction where they are whole; where one {@link MayBeNaN}, it is null then.
 *   <li>An enum is its {@code id()}, else its name in kebab-case; a duration is seconds; an interval, samples and a
 *       shape are arrays of numbers; paths, addresses and instants are texts.
 *   <li>{@link Named} renames a component, {@link Unwrapped} writes its fields in its place.
 *   <li>A list may be a stream, which is read while it is written.
 * </ul>
 */
public final class RecordJson {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private RecordJson() {}

    /** The name of a component that Java has no such word for. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Named {
        /** Its name. */
        String value();
    }

    /** A component whose fields are written in its place: a record or a map. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Unwrapped {}

    /** A number that may be NaN or infinite: written as null, which is read as NaN. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface MayBeNaN {}

    /** A value in UTF-8. */
    public static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            RecordWriter.value(json, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** A value as text. */
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /**
     * Reads a record or one of a sealed family.
     *
     * @throws BadDocument if the text is none, or has an unknown or no required field; says where
     */
    public static <T> T read(Class<T> type, String text) {
        return read(type, text, true);
    }

    /**
     * The same, where fields that the record does not have are skipped.
     *
     * @throws BadDocument if the text is none or a required field is missing; says where
     */
    public static <T> T readKnown(Class<T> type, String text) {
        return read(type, text, false);
    }

    private static <T> T read(Class<T> type, String text, boolean strict) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            T value = type.cast(new RecordReader(json, strict).present(type));
            if (json.nextToken() != null) {
                throw new BadDocument("there must be nothing after the end of the document");
            }
            return value;
        } catch (JacksonException bad) {
            throw new BadDocument(String.valueOf(bad.getOriginalMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }
}
