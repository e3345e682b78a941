package dev.tradespace.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.core.catalogue.ModelId;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Figures as a terminal shows them: three significant digits, the unit's prefix, and a mark for what was not measured.
 */
public final class Format {
    /** Powers of ten between which a number is short without an exponent. */
    private static final int LEAST_PLAIN = -4;

    private static final int MOST_PLAIN = 6;

    private Format() {}

    /** A figure of the wire; published ones carry {@code p}, estimated ones {@code ~}, unknown ones are a dash. */
    public static String figure(JsonNode figure) {
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

    /** A figure with its interval, where it has one: {@code 3.70 ms [3.68, 3.72]}. */
    public static String interval(JsonNode figure) {
        JsonNode interval = figure.path("interval");
        if (interval.size() != 2) {
            return figure(figure);
        }
        String unit = figure.path("unit").asText();
        String whole = value(figure.path("value").asDouble(), unit);
        return figure(figure) + " [" + bound(interval.path(0), unit, whole) + ", "
                + bound(interval.path(1), unit, whole) + "]";
    }

    /** Without its unit, where that is the figure's own. */
    private static String bound(JsonNode bound, String unit, String whole) {
        String text = value(bound.asDouble(), unit);
        String suffix = whole.replaceFirst("^[-0-9.]+", "");
        return text.endsWith(suffix)
                        && text.substring(0, text.length() - suffix.length()).matches("[-0-9.]+")
                ? text.substring(0, text.length() - suffix.length())
                : text;
    }

    /** A value with its unit. */
    public static String value(double value, String unit) {
        return Scale.of(unit).map(scale -> scale.format(value)).orElseGet(() -> Scale.digits(value) + " " + unit);
    }

    /**
     * Four significant digits of a number of any size, plain where that is short: {@code 0.01234}, {@code 3.2e-9},
     * {@code 0}.
     */
    public static String digits(double value) {
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
    public static String seconds(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** The short name of the model that an object of the server tells as its variant; empty where it tells none. */
    public static String model(JsonNode told) {
        String id = told.path("variant").asText();
        return id.isEmpty() ? id : ModelId.parse(id).shortName();
    }
}
