package dev.tradespace.api.space;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A typed parameter of a search space.
 *
 * <pre>{@code
 * Parameter.integers("depth", 1, 64, 12).role(Role.DEPTH).meaning("transformer blocks")
 * Parameter.reals("phi", 0, 8, 0).when("scaling", "compound").meaning("compound coefficient")
 * }</pre>
 *
 * @param name camelCase, unique in the space
 * @param domain the values it may take
 * @param defaultValue the value where none is given, one of the domain's
 * @param unit {@code px}, or empty
 * @param meaning what it does, a few words for a person
 * @param condition when it is active, or null for always
 * @param role what it scales, or null where it scales nothing
 * @param searched the values that a search tries where nobody names another; null for all
 */
public record Parameter(
        String name,
        Domain domain,
        Object defaultValue,
        String unit,
        String meaning,
        @Nullable Condition condition,
        @Nullable Role role,
        @Nullable Domain searched) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");

    /** Role in compound scaling: what a parameter scales. Compound scaling changes parameters with a role and no others. */
    public enum Role {
        /** Number of layers: the cost of a network grows in proportion. */
        DEPTH,
        /** Number of channels: the cost grows by its square. */
        WIDTH,
        /** Side of the input image: the cost grows by its square. */
        RESOLUTION,
        /** Choice between families, whose parameters depend on it: each is scaled alone. */
        FAMILY
    }

    /**
     * Activation of a conditional parameter: another parameter has one of these values.
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
        if (searched != null && !(domain.covers(searched) && searched.contains(defaultValue))) {
            throw new IllegalArgumentException("what is searched of " + name + " must be a part of " + domain.describe()
                    + ", with its default " + defaultValue + ", was " + searched.describe());
        }
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(meaning, "meaning");
        if (role != null && !suits(domain, role)) {
            throw new IllegalArgumentException(
                    name + " has the role " + role.name().toLowerCase(Locale.ROOT)
                            + ", so it must be " + (role == Role.FAMILY ? "a choice" : "a number above 0") + ", was "
                            + domain.describe());
        }
    }

    private static boolean suits(Domain domain, Role role) {
        return role == Role.FAMILY
                ? domain instanceof Domain.Choices
                : domain instanceof Domain.Integers integers
                        ? integers.low() > 0
                        : domain instanceof Domain.Reals reals && reals.low() > 0;
    }

    /** Whole numbers from {@code low} to {@code high}. */
    public static Parameter integers(String name, int low, int high, int defaultValue) {
        return integers(name, low, high, 1, defaultValue);
    }

    /** Whole numbers from {@code low} to {@code high} at a distance. */
    public static Parameter integers(String name, int low, int high, int step, int defaultValue) {
        return new Parameter(name, new Domain.Integers(low, high, step), defaultValue, "", "", null, null, null);
    }

    /** Real numbers from {@code low} to {@code high}. */
    public static Parameter reals(String name, double low, double high, double defaultValue) {
        return new Parameter(name, new Domain.Reals(low, high), defaultValue, "", "", null, null, null);
    }

    /** Names; the first is the default. */
    public static Parameter choice(String name, String... options) {
        return new Parameter(name, new Domain.Choices(List.of(options)), options[0], "", "", null, null, null);
    }

    /** Yes or no. */
    public static Parameter flag(String name, boolean defaultValue) {
        return new Parameter(name, new Domain.Flags(), defaultValue, "", "", null, null, null);
    }

    /** The side of the square image in pixels, which every family has. */
    public static Parameter resolution(int low, int high, int step, int defaultValue) {
        return integers("resolution", low, high, step, defaultValue)
                .role(Role.RESOLUTION)
                .unit("px")
                .meaning("side of the square input image");
    }

    /** The number of classes, which every family has. */
    public static Parameter classes(int defaultValue) {
        return integers("classes", 1, 100_000, defaultValue).meaning("number of classes");
    }

    /** The same parameter with a unit. */
    public Parameter unit(String unit) {
        return new Parameter(name, domain, defaultValue, unit, meaning, condition, role, searched);
    }

    /** The same parameter with its meaning. */
    public Parameter meaning(String meaning) {
        return new Parameter(name, domain, defaultValue, unit, meaning, condition, role, searched);
    }

    /** The same parameter with a role: what it scales. */
    public Parameter role(Role role) {
        return new Parameter(name, domain, defaultValue, unit, meaning, condition, role, searched);
    }

    /** The same parameter, active only while another has one of these values. */
    public Parameter when(String parameter, Object... values) {
        return new Parameter(
                name, domain, defaultValue, unit, meaning, new Condition(parameter, List.of(values)), role, searched);
    }

    /**
     * The same parameter with a narrower range for searches; every value of the domain stays allowed when it is asked
     * for by name.
     *
     * @param part a domain of the same kind, with the default in it
     */
    public Parameter searched(Domain part) {
        return new Parameter(name, domain, defaultValue, unit, meaning, condition, role, part);
    }

    /** The values that a search tries. */
    public Domain searchDomain() {
        return searched == null ? domain : searched;
    }

    /** When it is active; empty for always. */
    public Optional<Condition> activation() {
        return Optional.ofNullable(condition);
    }

    /**
     * Whether it is active beside these values.
     *
     * @param values of the active parameters before it
     */
    public boolean isActive(Map<String, Object> values) {
        if (condition == null) {
            return true;
        }
        Object other = values.get(condition.parameter());
        return other != null && condition.values().contains(other);
    }
}
