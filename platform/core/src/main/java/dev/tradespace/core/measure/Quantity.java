package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Metric;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities as people write them: {@code 20ms}, {@code 200MB}, {@code 10M}, {@code 75%}. A bare number is in the metric's unit. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\s*([a-zA-Z%]*)");
    private static final Map<String, Double> TIMES = Map.of("us", 1e-3, "ms", 1.0, "s", 1e3);
    private static final Map<String, Double> BYTES =
            Map.of("b", 1.0, "kb", 1e3, "mb", 1e6, "gb", 1e9, "kib", 0x1p10, "mib", 0x1p20, "gib", 0x1p30);
    private static final Map<String, Double> COUNTS = Map.of("k", 1e3, "m", 1e6, "g", 1e9);
    private static final Map<String, Double> ENERGIES = Map.of("uj", 1e-6, "mj", 1e-3, "j", 1.0);
    private static final Map<String, Double> PERCENT = Map.of("%", 1.0);

    private Quantity() {}

    /** The value in the metric's unit; empty if the text is no such quantity. */
    public static OptionalDouble parse(Metric metric, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        Double factor = unit.isEmpty() ? Double.valueOf(1) : units(metric).get(unit);
        return factor == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor);
    }

    private static Map<String, Double> units(Metric metric) {
        return switch (metric) {
            case LATENCY -> TIMES;
            case MEMORY, MODEL_SIZE -> BYTES;
            case PARAMETERS, MACS -> COUNTS;
            case ENERGY -> ENERGIES;
            case ACCURACY -> PERCENT;
            case THROUGHPUT -> Map.of();
        };
    }

    /** A quantity of the metric as somebody might write it. */
    public static String example(Metric metric) {
        return switch (metric) {
            case LATENCY -> "20ms";
            case MEMORY, MODEL_SIZE -> "200MB";
            case PARAMETERS, MACS -> "10M";
            case ENERGY -> "50mJ";
            case ACCURACY -> "75";
            case THROUGHPUT -> "30";
        };
    }
}
