package dev.tradespace.search.table;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Constraint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the columns of a table of known results mean.
 *
 * @param table the file of the table, as it was written
 * @param parameters by the name they were given, in order
 * @param metrics by the name of their column, in order
 * @param validation the columns that a strategy sees in place of a metric's own, by metric
 * @param canonical the column whose equal values are equal architectures
 * @param constraints what every useful row keeps
 */
record TableSpec(
        String table,
        List<Varied> parameters,
        List<Measured> metrics,
        Map<String, String> validation,
        Optional<String> canonical,
        List<Constraint> constraints) {
    TableSpec {
        parameters = List.copyOf(parameters);
        metrics = List.copyOf(metrics);
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
        constraints = List.copyOf(constraints);
    }

    /**
     * A parameter.
     *
     * @param name as the spec has it
     * @param column where its values stand
     * @param character which character of the column, from 0; empty for the whole of it
     * @param values what it may be, in order
     * @param numbers whether all values were written as numbers
     */
    record Varied(String name, String column, OptionalInt character, List<String> values, boolean numbers) {
        Varied {
            values = List.copyOf(values);
        }
    }

    /**
     * A metric.
     *
     * @param name its column
     * @param goal which direction is better; empty for a metric that is no objective, and only limited
     * @param known whether it can be read before evaluation
     */
    record Measured(String name, Optional<Goal> goal, boolean known) {}
}
