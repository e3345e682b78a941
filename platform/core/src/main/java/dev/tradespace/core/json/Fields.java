package dev.tradespace.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object. Each method takes the field of a name, and throws an {@link IllegalArgumentException}
 * if it is missing or something
 * else.
 *
 * @param values what {@link JsonLine} read
 */
public record Fields(Map<String, Object> values) {
    /** Whether there is a field of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A text. */
    public String text(String name) {
        return as(String.class, name, "a text");
    }

    /** A whole number of up to 32 bits. */
    public int integer(String name) {
        return as(Integer.class, name, "a whole number");
    }

    /** A whole number of up to 64 bits. */
    public long whole(String name) {
        Number number = as(Number.class, name, "a whole number");
        if (number instanceof Integer || number instanceof Long) {
            return number.longValue();
        }
        throw refused(name, "a whole number");
    }

    /** A number. */
    public double number(String name) {
        return as(Number.class, name, "a number").doubleValue();
    }

    /** A list of anything. */
    public List<Object> list(String name) {
        if (values.get(name) instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        throw refused(name, "a list");
    }

    /** The fields of an object. */
    public Fields object(String name) {
        return object(values.get(name), name);
    }

    /** A list of objects. */
    public List<Fields> objects(String name) {
        return list(name).stream().map(element -> object(element, name)).toList();
    }

    private Fields object(@Nullable Object value, String name) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw refused(name, "an object");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        fields.forEach((key, field) -> named.put((String) key, field));
        return new Fields(named);
    }

    /** All fields as numbers. */
    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        values.keySet().forEach(name -> numbers.put(name, number(name)));
        return numbers;
    }

    private <T> T as(Class<T> type, String name, String allowed) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw refused(name, allowed);
        }
        return type.cast(value);
    }

    private IllegalArgumentException refused(String name, String allowed) {
        return new IllegalArgumentException(name + " must be " + allowed + ", was " + values.get(name));
    }
}
