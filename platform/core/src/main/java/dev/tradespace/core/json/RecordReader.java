package dev.tradespace.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.statistics.Samples;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads values by the rules of {@link RecordJson}. Each method begins at the first token of a value and ends at its
 * last.
 */
final class RecordReader {
    private final JsonParser json;
    private final boolean strict;

    RecordReader(JsonParser json, boolean strict) {
        this.json = json;
        this.strict = strict;
    }

    /** A value; null only where the document says so and the type is no primitive. */
    @Nullable
    Object value(Type type) throws IOException {
        Class<?> raw = raw(type);
        if (json.currentToken() == JsonToken.VALUE_NULL && !raw.isPrimitive()) {
            return absent(raw);
        }
        if (raw == int.class || raw == Integer.class) {
            return small();
        } else if (raw == long.class || raw == Long.class) {
            return whole();
        } else if (raw == float.class || raw == Float.class) {
            return (float) number();
        } else if (raw == double.class || raw == Double.class) {
            return number();
        } else if (raw == boolean.class || raw == Boolean.class) {
            require(json.currentToken().isBoolean(), "true or false");
            return json.getBooleanValue();
        } else if (raw == OptionalInt.class) {
            return OptionalInt.of(small());
        } else if (raw == OptionalLong.class) {
            return OptionalLong.of(whole());
        } else if (raw == OptionalDouble.class) {
            return OptionalDouble.of(number());
        } else if (raw == Optional.class) {
            return Optional.ofNullable(value(argument(type, 0)));
        } else if (raw == List.class) {
            return list(argument(type, 0));
        } else if (raw == Map.class) {
            return map(argument(type, 0), argument(type, 1));
        } else if (raw.isRecord() && raw != Interval.class) {
            return record(raw);
        } else if (raw.isSealed() && raw.isInterface()) {
            return member(raw);
        }
        return made(raw);
    }

    /** What a component is of which the document says nothing; null for none that there must be. */
    private static @Nullable Object absent(Class<?> type) {
        return type == Optional.class
                ? Optional.empty()
                : type == OptionalInt.class
                        ? OptionalInt.empty()
                        : type == OptionalLong.class
                                ? OptionalLong.empty()
                                : type == OptionalDouble.class ? OptionalDouble.empty() : null;
    }

    /** A value that JSON has no word for. */
    private Object made(Class<?> type) throws IOException {
        if (type == String.class) {
            return text();
        } else if (type.isEnum()) {
            return constant(type, text());
        } else if (type == Path.class) {
            return parsed(Path::of);
        } else if (type == URI.class) {
            return parsed(URI::create);
        } else if (type == Instant.class) {
            return parsed(Instant::parse);
        } else if (type == Duration.class) {
            return Duration.ofMillis(Math.round(number() * RecordWriter.MILLIS_PER_SECOND));
        } else if (type == Samples.class) {
            return checked(() -> Samples.ofNanos(longs()));
        } else if (type == Shape.class) {
            return checked(() ->
                    Shape.of(Arrays.stream(longs()).mapToInt(Math::toIntExact).toArray()));
        } else if (type == Interval.class) {
            List<Object> ends = list(Double.class);
            require(ends.size() == 2, "two numbers");
            return checked(() -> new Interval((Double) ends.get(0), (Double) ends.get(1)));
        }
        throw new AssertionError("no codec reads a " + type);
    }

    private Object constant(Class<?> type, String text) throws IOException {
        for (Map.Entry<Enum<?>, String> constant : RecordType.texts(type).entrySet()) {
            if (constant.getValue().equals(text)) {
                return constant.getKey();
            }
        }
        throw bad("one of " + String.join(", ", RecordType.texts(type).values()));
    }

    private long[] longs() throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, "a list");
        LongStream.Builder numbers = LongStream.builder();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(whole());
        }
        return numbers.build().toArray();
    }

    Object present(Type type) throws IOException {
        require(json.currentToken() != JsonToken.VALUE_NULL, "a value");
        return Objects.requireNonNull(value(type));
    }

    private List<Object> list(Type type) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, "a list");
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(present(type));
        }
        return elements;
    }

    private Map<Object, Object> map(Type keys, Type values) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "an object");
        Map<Object, Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            Object key = raw(keys).isEnum() ? constant(raw(keys), name) : name;
            json.nextToken();
            fields.put(key, present(values));
        }
        return fields;
    }

    /** One of a sealed family: the first field says which. */
    private Object member(Class<?> family) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "an object");
        String place = place();
        String kind = "kind".equals(json.nextFieldName()) ? json.nextTextValue() : null;
        List<String> known = new ArrayList<>();
        for (Class<?> type : family.getPermittedSubclasses()) {
            RecordType member = RecordType.of(type);
            if (String.valueOf(kind).equals(member.kind())) {
                return fields(member);
            }
            known.add(String.valueOf(member.kind()));
        }
        throw new BadDocument(
                place + "its first field, kind, must be one of " + String.join(", ", known) + ", was " + kind);
    }

    private Object record(Class<?> type) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, "an object");
        return fields(RecordType.of(type));
    }

    private Object fields(RecordType type) throws IOException {
        List<RecordType.Component> components = type.components();
        @Nullable Object[] values = new @Nullable Object[components.size()];
        boolean[] given = new boolean[values.length];
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            int at = indexOf(components, name);
            if (at >= 0) {
                RecordType.Component component = components.get(at);
                boolean nan = component.mayBeNaN() && json.currentToken() == JsonToken.VALUE_NULL;
                values[at] = nan ? Double.valueOf(Double.NaN) : value(component.type());
                given[at] = true;
            } else if (strict) {
                throw new BadDocument(place() + "is unknown; known are "
                        + components.stream().map(RecordType.Component::name).collect(Collectors.joining(", ")));
            } else {
                json.skipChildren();
            }
        }
        for (int i = 0; i < values.length; i++) {
            RecordType.Component component = components.get(i);
            if (!given[i]) {
                values[i] = absent(raw(component.type()));
                if (values[i] == null) {
                    throw new BadDocument(
                            json.getParsingContext().pathAsPointer() + "/" + component.name() + ": is missing");
                }
            }
        }
        return checked(() -> type.make(values));
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static int indexOf(List<RecordType.Component> components, String name) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private String text() throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    private long whole() throws IOException {
        require(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "a whole number");
        return json.getLongValue();
    }

    private int small() throws IOException {
        long whole = whole();
        require(whole == (int) whole, "a whole number of 32 bits");
        return (int) whole;
    }

    private double number() throws IOException {
        require(json.currentToken().isNumeric(), "a number");
        return json.getDoubleValue();
    }

    private interface Reading {
        Object value() throws IOException;
    }

    private Object parsed(Function<String, Object> parse) throws IOException {
        String text = text();
        return checked(() -> parse.apply(text));
    }

    private Object checked(Reading reading) throws IOException {
        try {
            return reading.value();
        } catch (BadDocument told) {
            throw told;
        } catch (RuntimeException refused) {
            throw new BadDocument(place() + refused.getMessage());
        }
    }

    private void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw bad(what);
        }
    }

    private BadDocument bad(String what) throws IOException {
        return new BadDocument(place() + "must be " + what + ", was " + json.getText());
    }

    private String place() {
        String pointer = json.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "" : pointer + ": ";
    }
}
