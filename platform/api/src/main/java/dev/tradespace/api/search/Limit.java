package dev.tradespace.api.search;

import java.util.Objects;

/**
 * A bound that a configuration keeps or is of no use.
 *
 * @param metric the name under which its values come
 * @param side which side of the bound is right
 * @param bound the last value that is right, in the metric's unit
 */
public record Limit(String metric, Side side, double bound) {
    /** Which side of a bound is right. */
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

    public Limit {
        if (metric.isBlank()) {
            throw new IllegalArgumentException("metric must not be blank");
        }
        Objects.requireNonNull(side, "side");
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("the bound of " + metric + " must be finite, was " + bound);
        }
    }

    /** Whether a value keeps it. */
    public boolean allows(double value) {
        return side == Side.AT_MOST ? value <= bound : value >= bound;
    }

    /** By how much a value breaks it, in the metric's unit; 0 where it keeps it. */
    public double excess(double value) {
        return allows(value) ? 0 : Math.abs(value - bound);
    }

    /** As it is written, stored and told: {@code macs<=3.2E7}. */
    public String text() {
        return metric + side.sign() + bound;
    }

    /**
     * The limit of a {@link #text}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Limit parse(String text) {
        for (Side side : Side.values()) {
            int at = text.lastIndexOf(side.sign());
            if (at > 0) {
                String bound = text.substring(at + side.sign().length());
                return new Limit(text.substring(0, at), side, Double.parseDouble(bound));
            }
        }
        throw new IllegalArgumentException("must be a metric, <= or >=, and a bound, was " + text);
    }

    /** {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
