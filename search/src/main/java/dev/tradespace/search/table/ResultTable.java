package dev.tradespace.search.table;

import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tabular benchmark: known results for every configuration of a space. Rows stand in the order of the space, the last
 * parameter moving fastest: a row's number is what its configuration says. Immutable.
 */
public final class ResultTable {
    private final String name;
    private final List<Axis> axes;
    private final List<TableSpec.Measured> metrics;
    private final double[][] values;
    private final double[][] seen;
    private final String[] canonical;
    private final List<Constraint> constraints;
    private final SearchProblem problem;

    /**
     * A table.
     *
     * @param name what to call it
     * @param values of each metric for each row {@code [metric][row]}: what is judged
     * @param seen the same as a strategy sees it
     * @param canonical each row's architecture: equal texts are equal architectures
     * @throws BadTable if no row keeps all constraints
     */
    ResultTable(
            String name,
            List<Axis> axes,
            List<TableSpec.Measured> metrics,
            double[][] values,
            double[][] seen,
            String[] canonical,
            List<Constraint> constraints) {
        this.name = name;
        this.axes = List.copyOf(axes);
        this.metrics = List.copyOf(metrics);
        this.values = values;
        this.seen = seen;
        this.canonical = canonical;
        this.constraints = List.copyOf(constraints);
        if (IntStream.range(0, rows()).noneMatch(this::isFeasible)) {
            throw new BadTable(nearestMiss());
        }
        Set<String> known = metrics.stream()
                .filter(TableSpec.Measured::known)
                .map(TableSpec.Measured::name)
                .collect(Collectors.toSet());
        List<Objective> objectives = new ArrayList<>();
        metrics.forEach(metric -> metric.goal().ifPresent(goal -> objectives.add(new Objective(metric.name(), goal))));
        problem = new SearchProblem(
                new SearchSpace(axes.stream().map(Axis::parameter).toList()),
                objectives,
                constraints,
                known,
                this::known,
                Fidelity.FULL);
    }

    /** What it is called: the name of its file, or of the built-in one. */
    public String name() {
        return name;
    }

    /** The table as a strategy sees it. */
    public SearchProblem problem() {
        return problem;
    }

    /** How many rows there are, one for each configuration of the space. */
    public int rows() {
        return canonical.length;
    }

    /** How many of them are different architectures. */
    public int distinct() {
        return new HashSet<>(List.of(canonical)).size();
    }

    /** The row of a configuration of the space. */
    public int row(Configuration configuration) {
        int row = 0;
        for (Axis axis : axes) {
            Object value = configuration.values().get(axis.parameter().name());
            if (value == null) {
                throw new IllegalArgumentException(axis.parameter().name() + " has no value in " + configuration);
            }
            row = row * axis.size() + axis.position(value);
        }
        return row;
    }

    /** A row's architecture. */
    public String canonicalKey(int row) {
        return canonical[row];
    }

    /** A metric's value, as it is judged. */
    public double value(String metric, int row) {
        return values[index(metric)][row];
    }

    /** A metric's value as a strategy sees it. */
    public double seen(String metric, int row) {
        return seen[index(metric)][row];
    }

    /** Everything that a strategy is told of a row that was evaluated. */
    public Map<String, Double> seen(int row) {
        Map<String, Double> told = new LinkedHashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            told.put(metrics.get(i).name(), seen[i][row]);
        }
        return told;
    }

    /** The first constraint on a cheap metric that a row violates. */
    public Optional<Constraint> brokenBeforehand(int row) {
        return constraints.stream()
                .filter(constraint -> metrics.get(index(constraint.metric())).known())
                .filter(constraint -> !constraint.allows(value(constraint.metric(), row)))
                .findFirst();
    }

    /** Whether a row is feasible. */
    public boolean isFeasible(int row) {
        return constraints.stream().allMatch(constraint -> constraint.allows(value(constraint.metric(), row)));
    }

    /** The cheap metrics of a row. */
    public Map<String, Double> known(int row) {
        Map<String, Double> known = new LinkedHashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).known()) {
                known.put(metrics.get(i).name(), values[i][row]);
            }
        }
        return known;
    }

    private CheapMetrics known(Configuration configuration) {
        int row = row(configuration);
        return new CheapMetrics.Valid(known(row), canonical[row]);
    }

    private int index(String metric) {
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).name().equals(metric)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no metric " + metric + " in " + name);
    }

    private String nearestMiss() {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < rows(); row++) {
            double excess = 0;
            for (Constraint constraint : constraints) {
                excess += constraint.excess(value(constraint.metric(), row))
                        / Math.max(1e-300, Math.abs(constraint.bound()));
            }
            if (excess < least) {
                least = excess;
                nearest = row;
            }
        }
        int row = nearest;
        StringJoiner broken = new StringJoiner(" and ");
        constraints.stream()
                .filter(constraint -> !constraint.allows(value(constraint.metric(), row)))
                .forEach(constraint -> broken.add(constraint + " stops it, its " + constraint.metric() + " is "
                        + value(constraint.metric(), row)));
        return "no row keeps all limits; the nearest is " + describe(axes, row) + ": " + broken;
    }

    /** A row for people, in the spec's own words: {@code layer0=1, layer1=0}. */
    static String describe(List<Axis> axes, long row) {
        String[] parts = new String[axes.size()];
        long rest = row;
        for (int i = axes.size() - 1; i >= 0; i--) {
            TableSpec.Varied varied = axes.get(i).varied();
            parts[i] = varied.name() + "="
                    + varied.values().get((int) (rest % axes.get(i).size()));
            rest /= axes.get(i).size();
        }
        return String.join(", ", parts);
    }
}
