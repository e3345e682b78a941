package dev.tradespace.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.TreeNode;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.statistics.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes values by the rules of {@link RecordJson}. */
final class RecordWriter {
    /** Up to here a whole number is exact as a double, and is written without a fraction. */
    private static final double EXACT_WHOLE = 1L << 53;

    static final double MILLIS_PER_SECOND = 1000;

    private RecordWriter() {}

    static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        write(json, plain(value));
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Double || value instanceof Float) {
            number(json, ((Number) value).doubleValue());
        } else if (value instanceof Number whole) {
            json.writeNumber(whole.longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Record record) {
            json.writeStartObject();
            fields(json, record);
            json.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            fields(json, map);
            json.writeEndObject();
        } else if (value instanceof TreeNode tree) {
            json.writeRawValue(tree.toString());
        } else if (value instanceof long[] numbers) {
            json.writeArray(numbers, 0, numbers.length);
        } else if (value instanceof int[] numbers) {
            json.writeArray(numbers, 0, numbers.length);
        } else if (value instanceof Collection<?> list) {
            array(json, list.iterator());
        } else if (value instanceof Stream<?> stream) {
            array(json, stream.iterator());
        } else if (value instanceof Enum<?> constant) {
            json.writeString(text(constant));
        } else {
            json.writeString(value.toString());
        }
    }

    /** What is there in place of a value that JSON has no word for. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        } else if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        } else if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        } else if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        } else if (value instanceof Duration duration) {
            return duration.toMillis() / MILLIS_PER_SECOND;
        } else if (value instanceof Interval interval) {
            return List.of(interval.low(), interval.high());
        } else if (value instanceof Samples samples) {
            return samples.nanos().toArray();
        } else if (value instanceof Shape shape) {
            return shape.toArray();
        }
        return value;
    }

    private static void array(JsonGenerator json, Iterator<?> elements) throws IOException {
        json.writeStartArray();
        while (elements.hasNext()) {
            value(json, elements.next());
        }
        json.writeEndArray();
    }

    private static void fields(JsonGenerator json, Map<?, ?> map) throws IOException {
        for (Map.Entry<?, ?> field : map.entrySet()) {
            json.writeFieldName(text(field.getKey()));
            value(json, field.getValue());
        }
    }

    private static void fields(JsonGenerator json, Record record) throws IOException {
        RecordType type = RecordType.of(record.getClass());
        if (type.kind() != null) {
            json.writeStringField("kind", type.kind());
        }
        for (RecordType.Component component : type.components()) {
            Object value = component.of(record);
            Object plain = plain(value);
            if (component.unwrapped() && value instanceof Map<?, ?> map) {
                fields(json, map);
            } else if (component.unwrapped() && value instanceof Record inner) {
                fields(json, inner);
            } else if (component.mayBeNaN() && value instanceof Double number && !Double.isFinite(number)) {
                json.writeNullField(component.name());
            } else if (value == null || plain != null) {
                json.writeFieldName(component.name());
                write(json, plain);
            }
        }
    }

    private static void number(JsonGenerator json, double value) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number in JSON must be finite, was " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) <= EXACT_WHOLE) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    private static String text(Object key) {
        return key instanceof Enum<?> constant
                ? String.valueOf(RecordType.texts(constant.getDeclaringClass()).get(constant))
                : String.valueOf(key);
    }
}
