package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures as a terminal shows them: three significant digits, the unit's prefix, and a mark for what was not measured. */
final class Format {
    /** Powers of ten between which a number is short without an exponent. */
    private static final int LEAST_PLAIN = -4;

    private static final int MOST_PLAIN = 6;

    private Format() {}

    /** A figure of the wire; published ones carry {@code p}, estimated ones {@code ~}, unknown ones are a dash. */
    static String figure(JsonNode figure) {
        if (figure.path("value").isNull() || figure.path("value").isMissingNode()) {
            return "-";
        }
        String text = value(figure.path("value").asDouble(), figure.path("unit").asText());
        return switch (figure.path("origin").asText()) {
            case "published" -> text + " p";
            case "estimated" -> "~" + text;
            default -> text;
        };
    }

    /** A value with its unit. */
    static String value(double value, String unit) {
        return switch (unit) {
            case "B" -> scaled(value, "B");
            case "1" -> scaled(value, "");
            case "%" -> String.format(Locale.ROOT, "%.2f%%", value);
            default -> significant(value) + " " + unit;
        };
    }

    /** A count with k, M or G. */
    static String scaled(double value, String unit) {
        String prefix = "";
        double shown = value;
        for (String next : new String[] {"k", "M", "G", "T"}) {
            if (Math.abs(shown) < 999.5) {
                break;
            }
            shown /= 1000;
            prefix = next;
        }
        String suffix = prefix + unit;
        return significant(shown) + (suffix.isEmpty() ? "" : " " + suffix);
    }

    /** Three significant digits, never in scientific form. */
    static String significant(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.scale() < 0 || rounded.signum() == 0
                ? rounded.setScale(0).toPlainString()
                : rounded.toPlainString();
    }

    /** Four significant digits of a number of any size, plain where that is short: {@code 0.01234}, {@code 3.2e-9}, {@code 0}. */
    static String digits(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= LEAST_PLAIN && exponent <= MOST_PLAIN
                ? rounded.toPlainString()
                : rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** Seconds as {@code 1 min 20 s}. */
    static String seconds(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
