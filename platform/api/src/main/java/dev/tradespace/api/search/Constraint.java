package dev.tradespace.api.search;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import java.util.Objects;
import java.util.Optional;

/**
 * A bound on a metric that every useful configuration keeps.
 *
 * @param metric the name under which its values come
 * @param side which side of the bound is feasible
 * @param bound the last feasible value, in the metric's unit
 */
public record Constraint(String metric, Side side, double bound) {
    /** Which side of a bound is feasible. */
    public enum Side {
        /** The bound and less. */
        AT_MOST("<="),
        /** The bound and more. */
        AT_LEAST(">=");

        private final String sign;

        Side(String sign) {
            this.sign = sign;
        }

        /** As it is written: {@code <=}. */
        public String sign() {
            return sign;
        }
    }

    public Constraint {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("metric must not be blank");
        }
        Objects.requireNonNull(side, "side");
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("the bound of " + metric + " must be finite, was " + bound);
        }
    }

    /**
     * The constraint that keeps a metric from getting worse than a bound.
     *
     * @param bound at least 0
     */
    public static Constraint on(Metric metric, double bound) {
        if (bound < 0) {
            throw new IllegalArgumentException("the bound of " + metric.id() + " must be at least 0, was " + bound);
        }
        return new Constraint(metric.id(), metric.goal() == Goal.MINIMIZE ? Side.AT_MOST : Side.AT_LEAST, bound);
    }

    /**
     * The constraint of a {@link #text} such as {@code macs<=3.2E7}, with the bound in the metric's unit; empty if it is none.
     */
    public static Optional<Constraint> parse(String text) {
        for (Side side : Side.values()) {
            int at = text.lastIndexOf(side.sign());
            if (at > 0) {
                try {
                    double bound =
                            Double.parseDouble(text.substring(at + side.sign().length()));
                    return Double.isFinite(bound)
                            ? Optional.of(new Constraint(text.substring(0, at), side, bound))
                            : Optional.empty();
                } catch (NumberFormatException noNumber) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a value keeps it. */
    public boolean allows(double value) {
        return side == Side.AT_MOST ? value <= bound : value >= bound;
    }

    /** By how much a value violates it, in the metric's unit; 0 where it keeps it. */
    public double excess(double value) {
        return allows(value) ? 0 : Math.abs(value - bound);
    }

    /** As it is stored, and as {@link #parse} reads it: {@code macs<=3.2E7}. */
    public String text() {
        return metric + side.sign() + bound;
    }

    /** {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
