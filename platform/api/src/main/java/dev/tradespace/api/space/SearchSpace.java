package dev.tradespace.api.space;

import dev.tradespace.api.check.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Typed parameters with conditions between them. A parameter counts only where its condition holds, so two
 * configurations that differ in nothing that counts are equal.
 *
 * @param parameters in order; a condition names a parameter that stands before it
 */
public record SearchSpace(List<Parameter> parameters) {
    public SearchSpace {
        parameters = List.copyOf(parameters);
        Map<String, Parameter> seen = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            parameter.activation().ifPresent(condition -> requireKnown(parameter, condition, seen));
            if (seen.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException("parameter " + parameter.name() + " is named twice");
            }
        }
    }

    /** A space of these parameters. */
    public static SearchSpace of(Parameter... parameters) {
        return new SearchSpace(List.of(parameters));
    }

    private static void requireKnown(Parameter parameter, Parameter.Condition condition, Map<String, Parameter> seen) {
        Parameter other = seen.get(condition.parameter());
        if (other == null) {
            throw new IllegalArgumentException("the condition of " + parameter.name() + " names "
                    + condition.parameter() + ", which does not stand before it");
        }
        for (Object value : condition.values()) {
            if (!other.domain().contains(value)) {
                throw new IllegalArgumentException("the condition of " + parameter.name() + " names " + value + ", but "
                        + other.name() + " is " + other.domain().describe());
            }
        }
    }

    /** The parameter of this name. */
    public Optional<Parameter> find(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    /** The configuration of all defaults. */
    public Configuration defaults() {
        return configure(Map.of());
    }

    /**
     * The configuration with these values and defaults for the rest.
     *
     * @throws BadConfiguration with every unknown name, wrong value and parameter that does not count
     */
    public Configuration configure(Map<String, ?> settings) {
        return configure(settings, Map.of());
    }

    /**
     * The configuration of settings laid over a base. What of the base no longer counts is dropped.
     *
     * @param settings values, or texts that mean them ({@code --set key=value})
     * @throws BadConfiguration with every unknown name, wrong value and parameter that does not count
     */
    public Configuration configure(Configuration base, Map<String, ?> settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        settings.forEach((name, value) -> values.put(
                name,
                find(name)
                        .filter(parameter -> value instanceof String)
                        .flatMap(parameter -> parameter.domain().parse(value.toString()))
                        .orElse(value)));
        return configure(values, base.values());
    }

    /**
     * A text that means no value of its parameter stands among the settings as it is, and so is refused with the rest.
     */
    private Configuration configure(Map<String, ?> settings, Map<String, Object> base) {
        List<Problem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(settings.keySet())) {
            if (find(name).isEmpty()) {
                problems.add(new Problem(name, "there is no such parameter; there are " + names()));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            Object setting = settings.get(parameter.name());
            if (parameter.isActive(values)) {
                Object value =
                        setting == null ? base.getOrDefault(parameter.name(), parameter.defaultValue()) : setting;
                boolean right = parameter.domain().contains(value);
                if (!right) {
                    problems.add(wrongValue(parameter, value));
                }
                values.put(parameter.name(), right ? value : parameter.defaultValue());
            } else if (setting != null) {
                problems.add(new Problem(parameter.name(), "counts only with " + describe(parameter)));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
        return new Configuration(values);
    }

    /**
     * Whether this is a point of the space: every parameter that counts has a value of its domain, and no other has
     * one.
     */
    public boolean contains(Configuration configuration) {
        Map<String, Object> values = configuration.values();
        int counting = 0;
        for (Parameter parameter : parameters) {
            if (parameter.isActive(values)) {
                Object value = values.get(parameter.name());
                if (value == null || !parameter.domain().contains(value)) {
                    return false;
                }
                counting++;
            }
        }
        return counting == values.size();
    }

    /** A configuration drawn parameter by parameter. */
    public Configuration random(RandomGenerator random) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (parameter.isActive(values)) {
                values.put(parameter.name(), parameter.domain().random(random));
            }
        }
        return new Configuration(values);
    }

    /** How many configurations there are; empty where a real parameter makes them uncountable. */
    public Optional<BigInteger> size() {
        return size(0, new LinkedHashMap<>());
    }

    private Optional<BigInteger> size(int from, Map<String, Object> conditioning) {
        if (from == parameters.size()) {
            return Optional.of(BigInteger.ONE);
        }
        Parameter parameter = parameters.get(from);
        if (!parameter.isActive(conditioning)) {
            return size(from + 1, conditioning);
        }
        if (!conditions(parameter.name(), from)) {
            Optional<BigInteger> rest = size(from + 1, conditioning);
            return parameter.domain().size().flatMap(own -> rest.map(own::multiply));
        }
        BigInteger sum = BigInteger.ZERO;
        if (parameter.domain().size().isEmpty()) {
            return Optional.empty();
        }
        for (Object value : parameter.domain().enumerate()) {
            conditioning.put(parameter.name(), value);
            Optional<BigInteger> rest = size(from + 1, conditioning);
            conditioning.remove(parameter.name());
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(rest.get());
        }
        return Optional.of(sum);
    }

    private boolean conditions(String name, int from) {
        for (Parameter later : parameters.subList(from + 1, parameters.size())) {
            if (later.condition() != null && later.condition().parameter().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Every configuration, one after the other, the last parameter moving fastest.
     *
     * @throws IllegalStateException if a real parameter makes them uncountable
     */
    public Iterable<Configuration> grid() {
        for (Parameter parameter : parameters) {
            if (parameter.domain().size().isEmpty()) {
                throw new IllegalStateException("parameter " + parameter.name() + " is real: the space has no grid");
            }
        }
        return Grid::new;
    }

    /** An odometer over the parameters that count: turning one wheel puts all later ones back to their first value. */
    private final class Grid implements Iterator<Configuration> {
        private final List<List<Object>> wheels = parameters.stream()
                .map(parameter -> parameter.domain().enumerate())
                .toList();
        private final int[] positions = new int[parameters.size()];
        private boolean more = true;

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public Configuration next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            Map<String, Object> values = new LinkedHashMap<>();
            int turning = -1;
            for (int i = 0; i < positions.length; i++) {
                Parameter parameter = parameters.get(i);
                if (parameter.isActive(values)) {
                    values.put(parameter.name(), wheels.get(i).get(positions[i]));
                    turning = positions[i] + 1 < wheels.get(i).size() ? i : turning;
                }
            }
            if (turning < 0) {
                more = false;
            } else {
                positions[turning]++;
                Arrays.fill(positions, turning + 1, positions.length, 0);
            }
            return new Configuration(values);
        }
    }

    private static Problem wrongValue(Parameter parameter, Object value) {
        return new Problem(parameter.name(), "must be " + parameter.domain().describe() + ", was " + value);
    }

    private static String describe(Parameter parameter) {
        return parameter
                .activation()
                .map(condition -> condition.parameter() + "="
                        + String.join(
                                " or ",
                                condition.values().stream().map(String::valueOf).toList()))
                .orElse("anything");
    }

    private String names() {
        return String.join(", ", parameters.stream().map(Parameter::name).toList());
    }
}
