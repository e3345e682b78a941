package dev.tradespace.bench.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Named values of a command line, each with what it is where nobody says. */
final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Values from the command line.
     *
     * @param defaults names and values in turn
     */
    static Arguments parse(String[] given, String... defaults) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < defaults.length; i += 2) {
            values.put(defaults[i], defaults[i + 1]);
        }
        for (int i = 0; i < given.length; i += 2) {
            if (!values.containsKey(given[i]) || i + 1 == given.length) {
                throw new IllegalArgumentException(
                        "options are " + String.join(", ", values.keySet()) + ", each with a value, was " + given[i]);
            }
            values.put(given[i], given[i + 1]);
        }
        return new Arguments(values);
    }

    String text(String name) {
        return Objects.requireNonNull(values.get(name));
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    List<String> list(String name) {
        return List.of(text(name).split(","));
    }
}
