package dev.tradespace.search.report;

import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them: three significant digits, SI prefixes, bytes in powers of 1000. */
final class QuantityText {
    /** What a value reads as when there is none. */
    static final String NOTHING = "\u2014";

    private static final char NARROW_SPACE = '\u202f';
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};
    private static final int DIGITS = 3;
    private static final double KILO = 1000;
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    private QuantityText() {}

    /** {@code 12.3 ms}, {@code 76.1%}. */
    static String of(Metric metric, double value) {
        return switch (metric) {
            case ACCURACY -> digits(value) + "%";
            case LATENCY -> digits(value) + NARROW_SPACE + "ms";
            case THROUGHPUT -> digits(value) + "/s";
            case ENERGY -> value < 1 ? digits(value * KILO) + NARROW_SPACE + "mJ" : digits(value) + NARROW_SPACE + "J";
            case MEMORY, MODEL_SIZE -> prefixed(value, "B");
            case PARAMETERS, MACS -> prefixed(value, "");
        };
    }

    /** A round number, without the zeros that only tell precision. */
    static String round(Metric metric, double value) {
        return of(metric, value).replaceFirst("\\.0+(?=\\D|$)|(\\.\\d*[1-9])0+(?=\\D|$)", "$1");
    }

    /** {@code 12.1 ms to 12.9 ms}. */
    static String of(Metric metric, Interval interval) {
        return of(metric, interval.low()) + " to " + of(metric, interval.high());
    }

    /** A share of 1: {@code 41.5%}. */
    static String percent(double share) {
        return new BigDecimal(100 * share)
                        .round(new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    /** {@code 2 min 10 s}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return whole / MINUTE + " min" + (whole % MINUTE == 0 ? "" : " " + whole % MINUTE + " s");
        }
        return whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
    }

    private static String prefixed(double value, String unit) {
        int step = 0;
        double scaled = new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
        while (Math.abs(scaled) >= KILO && step < PREFIXES.length - 1) {
            scaled /= KILO;
            step++;
        }
        String number = step == 0 && value == Math.rint(value) ? String.valueOf((long) value) : digits(scaled);
        String suffix = PREFIXES[step] + unit;
        return suffix.isEmpty() ? number : number + NARROW_SPACE + suffix;
    }

    private static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
        int missing = DIGITS - rounded.precision();
        BigDecimal shown = missing > 0 ? rounded.setScale(rounded.scale() + missing) : rounded;
        return (shown.scale() < 0 ? shown.setScale(0) : shown).toPlainString();
    }
}
