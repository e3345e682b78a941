package dev.tradespace.api.space;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A point of a search space: a value for every parameter that counts there, and for no other. Immutable; equal values
 * are equal configurations. {@link SearchSpace} makes them.
 */
public final class Configuration {
    private final SortedMap<String, Object> values;

    Configuration(Map<String, Object> values) {
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** All values by parameter name, sorted. */
    public SortedMap<String, Object> values() {
        return values;
    }

    /** Whether a parameter counts here. */
    public boolean has(String parameter) {
        return values.containsKey(parameter);
    }

    /** The value of a whole-number parameter that counts here. */
    public int integer(String parameter) {
        return (Integer) value(parameter);
    }

    /** The value of a real parameter that counts here. */
    public double real(String parameter) {
        return (Double) value(parameter);
    }

    /** The value of a choice that counts here. */
    public String choice(String parameter) {
        return (String) value(parameter);
    }

    /** The value of a flag that counts here. */
    public boolean flag(String parameter) {
        return (Boolean) value(parameter);
    }

    /** The side of the square input image in pixels. */
    public int resolution() {
        return integer("resolution");
    }

    /** The number of classes. */
    public int classes() {
        return integer("classes");
    }

    private Object value(String parameter) {
        Object value = values.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException("parameter " + parameter + " does not count in " + this);
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Configuration that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@code key=value,key=value}, keys sorted. */
    @Override
    public String toString() {
        return values.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
