package dev.tradespace.search.table;

import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One parameter of a table: its place in the space, and the cells that mean its values. Numbers that lie at one
 * distance, in order, become whole numbers of the space, and everything else names; a name that the space would not
 * take is made one.
 */
final class Axis {
    private final TableSpec.Varied varied;
    private final Parameter parameter;
    private final Map<Object, Integer> positions = new HashMap<>();
    private final Map<String, Integer> cells = new HashMap<>();

    private Axis(TableSpec.Varied varied, Parameter parameter) {
        this.varied = varied;
        this.parameter = parameter;
        List<Object> values = parameter.domain().enumerate();
        for (int i = 0; i < values.size(); i++) {
            positions.put(values.get(i), i);
            cells.put(varied.values().get(i), i);
        }
    }

    /** The axis of a parameter; it takes its name from those that are free. */
    static Axis of(TableSpec.Varied varied, Set<String> taken) {
        String name = camelCase(varied.name());
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "n" + i;
        }
        Domain domain = varied.numbers() ? numbers(varied.values()) : new Domain.Choices(options(varied.values()));
        return new Axis(
                varied, new Parameter(free, domain, domain.enumerate().get(0), "", varied.name(), null, null, null));
    }

    private static Domain numbers(List<String> values) {
        try {
            int[] numbers = values.stream()
                    .mapToInt(value -> new BigDecimal(value).intValueExact())
                    .toArray();
            int step = numbers.length == 1 ? 1 : Math.subtractExact(numbers[1], numbers[0]);
            for (int i = 1; i < numbers.length; i++) {
                if (step < 1 || Math.subtractExact(numbers[i], numbers[i - 1]) != step) {
                    return new Domain.Choices(options(values));
                }
            }
            return new Domain.Integers(numbers[0], numbers[numbers.length - 1], step);
        } catch (ArithmeticException notWhole) {
            return new Domain.Choices(options(values));
        }
    }

    private static List<String> options(List<String> values) {
        List<String> options = new ArrayList<>();
        for (String value : values) {
            String option = value.replaceAll("[^A-Za-z0-9.+_-]", "_");
            String free = option;
            for (int i = 2; options.contains(free); i++) {
                free = option + "-" + i;
            }
            options.add(free);
        }
        return options;
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                char first = word.charAt(0);
                camel.append(camel.isEmpty() ? Character.toLowerCase(first) : Character.toUpperCase(first))
                        .append(word.substring(1));
            }
        }
        return camel.isEmpty() || !Character.isLetter(camel.charAt(0)) ? "p" + camel : camel.toString();
    }

    Parameter parameter() {
        return parameter;
    }

    /** As the spec has it. */
    TableSpec.Varied varied() {
        return varied;
    }

    int size() {
        return varied.values().size();
    }

    /** Which of its values one of the space is. */
    int position(Object value) {
        Integer position = positions.get(value);
        if (position == null) {
            throw new IllegalArgumentException(
                    parameter.name() + " must be " + parameter.domain().describe() + ", was " + value);
        }
        return position;
    }

    /** Which of its values a cell means; numbers are compared as such. */
    OptionalInt read(String cell) {
        Integer exact = cells.get(cell);
        if (exact != null || !varied.numbers()) {
            return exact == null ? OptionalInt.empty() : OptionalInt.of(exact);
        }
        try {
            BigDecimal number = new BigDecimal(cell.strip());
            for (int i = 0; i < size(); i++) {
                if (new BigDecimal(varied.values().get(i)).compareTo(number) == 0) {
                    cells.put(cell, i);
                    return OptionalInt.of(i);
                }
            }
            return OptionalInt.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalInt.empty();
        }
    }
}
