package dev.tradespace.search.run;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.file.Room;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Quantities as text in sentences. */
final class Amounts {
    private static final long SECONDS_PER_MINUTE = 60;
    private static final MathContext DIGITS = new MathContext(4);
    private static final double LEAST_PLAIN = 1e-4;
    private static final double[] COUNTS = {1e12, 1e9, 1e6, 1e3};
    private static final String[] PREFIXES = {"T", "G", "M", "k"};

    private Amounts() {}

    /** {@code 20 min}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds >= SECONDS_PER_MINUTE && seconds % SECONDS_PER_MINUTE == 0
                ? seconds / SECONDS_PER_MINUTE + " min"
                : seconds + " s";
    }

    /** {@code 40 trials}. */
    static String trials(int count) {
        return count == 1 ? "1 trial" : count + " trials";
    }

    /** {@code 40 networks}. */
    static String networks(int count) {
        return count == 1 ? "1 network" : count + " networks";
    }

    /**
     * A value of a metric with its unit, to four digits however small or large: {@code 3.14 ms}, {@code 46.5 G},
     * {@code 186 GB}.
     */
    static String of(String metric, double value) {
        String bare = metric.replaceFirst("@.*", "");
        String unit = Metric.find(bare)
                .map(Metric::unit)
                .orElse(bare.equals(Criteria.ACTIVATION_MEMORY) ? Metric.MEMORY.unit() : "1");
        return switch (unit) {
            case "B" -> Room.size(Math.round(value));
            case "1" -> count(value);
            case "%" -> number(value) + "%";
            default -> number(value) + " " + unit;
        };
    }

    /** A constraint as a sentence has it: {@code latency<=0.5 ms}. */
    static String of(Constraint constraint) {
        return constraint.metric() + constraint.side().sign() + of(constraint.metric(), constraint.bound());
    }

    private static String count(double value) {
        for (int i = 0; i < COUNTS.length; i++) {
            if (value >= COUNTS[i]) {
                return number(value / COUNTS[i]) + " " + PREFIXES[i];
            }
        }
        return number(value);
    }

    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return rounded.signum() != 0 && Math.abs(value) < LEAST_PLAIN ? rounded.toString() : rounded.toPlainString();
    }
}
