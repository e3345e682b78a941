package dev.tradespace.search.strategy;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.space.Configuration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feasibility of configurations by their cheap metrics, with the infeasible one of least constraint violation among
 * those that were checked.
 */
public final class LeastViolation {
    /** Least violation of a constraint that was violated, even where its value was not told. */
    static final double VIOLATED = 1e-9;

    private static final double LEAST_BOUND = 1e-12;

    private final List<Constraint> constraints;
    private final Function<Configuration, CheapMetrics> counting;
    private @Nullable Nearest nearest;
    private String invalid = "";
    private int checked;

    /**
     * An infeasible configuration.
     *
     * @param known its cheap metrics
     * @param violation above 0
     */
    public record Nearest(Configuration configuration, CheapMetrics.Valid known, double violation) {}

    /**
     * Nothing checked yet.
     *
     * @param constraints those on metrics that are not cheap are kept by every configuration
     */
    public LeastViolation(List<Constraint> constraints, Function<Configuration, CheapMetrics> counting) {
        this.constraints = List.copyOf(constraints);
        this.counting = counting;
    }

    /** The cheap metrics of a configuration that is valid; whether it is feasible {@link #isFeasible} says. */
    public Optional<CheapMetrics.Valid> count(Configuration configuration) {
        checked++;
        CheapMetrics known = counting.apply(configuration);
        if (known instanceof CheapMetrics.Valid valid) {
            return Optional.of(valid);
        }
        invalid = ((CheapMetrics.Invalid) known).reason();
        return Optional.empty();
    }

    /** Whether the cheap metrics of a configuration keep every constraint; if not, it may be the nearest. */
    public boolean isFeasible(Configuration configuration, CheapMetrics.Valid known) {
        double violation = of(constraints, known.metrics());
        if (violation > 0 && (nearest == null || violation < nearest.violation())) {
            nearest = new Nearest(configuration, known, violation);
        }
        return violation == 0;
    }

    /** The cheap metrics of a configuration that is valid and feasible. */
    public Optional<CheapMetrics.Valid> feasible(Configuration configuration) {
        return count(configuration).filter(valid -> isFeasible(configuration, valid));
    }

    /** The infeasible configuration of least violation; empty where none was checked. */
    public Optional<Nearest> nearest() {
        return Optional.ofNullable(nearest);
    }

    /** The reason why the last invalid configuration is no network; blank where there was none. */
    public String invalid() {
        return invalid;
    }

    /** The number of configurations counted. */
    public int checked() {
        return checked;
    }

    /** Constraint violation of values, each in parts of its bound; a missing value violates nothing. */
    public static double of(List<Constraint> constraints, Map<String, Double> values) {
        double sum = 0;
        for (Constraint constraint : constraints) {
            sum += of(constraint, values);
        }
        return sum;
    }

    private static double of(Constraint constraint, Map<String, Double> values) {
        Double value = values.get(constraint.metric());
        return value == null || constraint.allows(value)
                ? 0
                : Math.max(VIOLATED, constraint.excess(value) / Math.max(LEAST_BOUND, Math.abs(constraint.bound())));
    }

    /** {@code the nearest, width=8, has macs 12.0, and macs<=10.0 stops it}: of the constraint that is violated most. */
    public static String sentence(Nearest miss, List<Constraint> constraints) {
        Map<String, Double> values = miss.known().metrics();
        Constraint worst = constraints.stream()
                .max(Comparator.comparingDouble(constraint -> of(constraint, values)))
                .orElseThrow();
        return "the nearest, " + miss.configuration() + ", has " + worst.metric() + " "
                + miss.known().metric(worst.metric()) + ", and " + worst + " stops it";
    }
}
