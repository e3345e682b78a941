package dev.tradespace.api.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values of one unit are written for people and read from them: {@code 20 ms}, {@code 200MB}, {@code 75%}. */
@SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable.
public enum Scale {
    /** Percent. */
    PERCENT("%", Map.of("%", 1.0)),
    /** Milliseconds. */
    MILLISECONDS("ms", Map.of("us", 1e-3, "ms", 1.0, "s", 1e3)),
    /** Per second. */
    PER_SECOND("1/s", Map.of()),
    /** Bytes, in powers of 1000. */
    BYTES("B", Map.of("b", 1.0, "kb", 1e3, "mb", 1e6, "gb", 1e9, "kib", 0x1p10, "mib", 0x1p20, "gib", 0x1p30)),
    /** Joules. */
    JOULES("J", Map.of("uj", 1e-6, "mj", 1e-3, "j", 1.0)),
    /** A count. */
    COUNT("1", Map.of("k", 1e3, "m", 1e6, "g", 1e9));

    private static final Pattern QUANTITY =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\s*([a-zA-Z%]*)");
    private static final int DIGITS = 3;
    private static final double LEAST_MILLIS_IN_SECONDS = 10_000;
    /** Smaller values are written in the next smaller unit. */
    private static final double LEAST = 0.01;
    /** Values from here on, which 1000 is rounded from, have the next prefix. */
    private static final double KILO = 999.5;

    private final String unit;
    private final Map<String, Double> factors;

    Scale(String unit, Map<String, Double> factors) {
        this.unit = unit;
        this.factors = factors;
    }

    /** The unit of values: {@code ms}, {@code B}; {@code 1} for counts. */
    public String unit() {
        return unit;
    }

    /** The scale of this unit. */
    public static Optional<Scale> of(String unit) {
        return Arrays.stream(values()).filter(scale -> scale.unit.equals(unit)).findFirst();
    }

    /** A value with its unit, to three significant digits: {@code 12.3 ms}, {@code 76.10%}, {@code 25.6 M}. */
    public String format(double value) {
        return format(value, RoundingMode.HALF_UP);
    }

    /** Likewise, rounded in this way. */
    public String format(double value, RoundingMode rounding) {
        return switch (this) {
            case PERCENT -> new BigDecimal(value).setScale(2, rounding).toPlainString() + "%";
            case MILLISECONDS ->
                Math.abs(value) < LEAST_MILLIS_IN_SECONDS
                        ? smaller(value, rounding, "ms", "us", "ns")
                        : digits(value / 1000, rounding) + " s";
            case PER_SECOND -> digits(value, rounding) + " 1/s";
            case BYTES -> prefixed(value, rounding, "B");
            case JOULES -> smaller(value, rounding, "J", "mJ", "uJ", "nJ");
            case COUNT -> prefixed(value, rounding, "");
        };
    }

    /**
     * The value that a text such as {@code 20ms} means; a bare number is in the unit. Empty if it is no such quantity.
     */
    public OptionalDouble parse(String text) {
        Matcher matcher = QUANTITY.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        String suffix = matcher.group(2).toLowerCase(Locale.ROOT);
        Double factor = suffix.isEmpty() ? Double.valueOf(1) : factors.get(suffix);
        return factor == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor);
    }

    /** Three significant digits, never in scientific form. */
    public static String digits(double value) {
        return digits(value, RoundingMode.HALF_UP);
    }

    private static String digits(double value, RoundingMode rounding) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, rounding));
        return rounded.scale() < 0 || rounded.signum() == 0
                ? rounded.setScale(0).toPlainString()
                : rounded.toPlainString();
    }

    /** In the first unit, each a thousandth of the one before, in which it is not below 0.01; else in the last. */
    private static String smaller(double value, RoundingMode rounding, String... units) {
        double shown = value;
        int unit = 0;
        while (unit < units.length - 1 && shown != 0 && Math.abs(shown) < LEAST) {
            shown *= 1000;
            unit++;
        }
        return digits(shown, rounding) + " " + units[unit];
    }

    private static String prefixed(double value, RoundingMode rounding, String unit) {
        String prefix = "";
        double shown = value;
        for (String next : new String[] {"k", "M", "G", "T", "P", "E"}) {
            if (Math.abs(shown) < KILO) {
                break;
            }
            shown /= 1000;
            prefix = next;
        }
        String suffix = prefix + unit;
        return digits(shown, rounding) + (suffix.isEmpty() ? "" : " " + suffix);
    }
}
