package dev.tradespace.api.space;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A typed parameter of a search space.
 *
 * <pre>{@code
 * Parameter.integers("depth", 1, 64, 12).meaning("transformer blocks")
 * Parameter.reals("phi", 0, 8, 0).when("scaling", "compound").meaning("compound coefficient")
 * }</pre>
 *
 * @param name camelCase, unique in the space
 * @param domain the values it may take
 * @param defaultValue the value where none is given, one of the domain's
 * @param unit {@code px}, or empty
 * @param meaning what it does, a few words for a person
 * @param condition when it counts at all, or null for always
 */
public record Parameter(
        String name,
        Domain domain,
        Object defaultValue,
        String unit,
        String meaning,
        @Nullable Condition condition) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");

    /**
     * Counts only while another parameter has one of these values.
     *
     * @param parameter the other's name; it stands before this one in the space
     * @param values of the other's domain
     */
    public record Condition(String parameter, List<Object> values) {
        public Condition {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a condition on " + parameter + " must name at least one value");
            }
        }
    }

    public Parameter {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a parameter's name must be camelCase, was " + name);
        }
        if (!domain.contains(defaultValue)) {
            throw new IllegalArgumentException(
                    name + " must be " + domain.describe() + ", its default was " + defaultValue);
        }
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** Whole numbers from {@code low} to {@code high}. */
    public static Parameter integers(String name, int low, int high, int defaultValue) {
        return integers(name, low, high, 1, defaultValue);
    }

    /** Whole numbers from {@code low} to {@code high} at a distance. */
    public static Parameter integers(String name, int low, int high, int step, int defaultValue) {
        return new Parameter(name, new Domain.Integers(low, high, step), defaultValue, "", "", null);
    }

    /** Real numbers from {@code low} to {@code high}. */
    public static Parameter reals(String name, double low, double high, double defaultValue) {
        return new Parameter(name, new Domain.Reals(low, high), defaultValue, "", "", null);
    }

    /** Names; the first is the default. */
    public static Parameter choice(String name, String... options) {
        return new Parameter(name, new Domain.Choices(List.of(options)), options[0], "", "", null);
    }

    /** Yes or no. */
    public static Parameter flag(String name, boolean defaultValue) {
        return new Parameter(name, new Domain.Flags(), defaultValue, "", "", null);
    }

    /** The side of the square image in pixels, which every family has. */
    public static Parameter resolution(int low, int high, int step, int defaultValue) {
        return integers("resolution", low, high, step, defaultValue)
                .unit("px")
                .meaning("side of the square input image");
    }

    /** The number of classes, which every family has. */
    public static Parameter classes(int defaultValue) {
        return integers("classes", 1, 100_000, defaultValue).meaning("number of classes");
    }

    /** The same parameter with a unit. */
    public Parameter unit(String unit) {
        return new Parameter(name, domain, defaultValue, unit, meaning, condition);
    }

    /** The same parameter with its meaning. */
    public Parameter meaning(String meaning) {
        return new Parameter(name, domain, defaultValue, unit, meaning, condition);
    }

    /** The same parameter, counting only while another has one of these values. */
    public Parameter when(String parameter, Object... values) {
        return new Parameter(name, domain, defaultValue, unit, meaning, new Condition(parameter, List.of(values)));
    }

    /** When it counts at all; empty for always. */
    public Optional<Condition> activation() {
        return Optional.ofNullable(condition);
    }

    /**
     * Whether it counts beside these values.
     *
     * @param values of the parameters before it, those that count
     */
    public boolean countsWith(Map<String, Object> values) {
        if (condition == null) {
            return true;
        }
        Object other = values.get(condition.parameter());
        return other != null && condition.values().contains(other);
    }
}
