package dev.tradespace.devices.catalogue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Scale;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a number with a unit of its own as a value of a metric. */
final class Quantity {
    private static final String NUMERALS = "0123456789.eE+-";
    private static final Set<String> RATES =
            Set.of("1/s", "fps", "ips", "qps", "images/s", "img/s", "inf/s", "inferences/s");
    private static final Map<Scale, String> UNITS = Map.of(
            Scale.PERCENT, "%",
            Scale.MILLISECONDS, "ms, us or s",
            Scale.PER_SECOND, "1/s, fps, images/s or inferences/s",
            Scale.BYTES, "B, KB, MB, GB, KiB, MiB or GiB",
            Scale.JOULES, "J, mJ or uJ",
            Scale.COUNT, "1");

    private Quantity() {}

    /**
     * The value in the metric's unit, finite and above 0.
     *
     * @param refuse is told what is wrong, one sentence
     */
    static OptionalDouble read(Metric metric, String value, String unit, Consumer<String> refuse) {
        OptionalDouble factor = factor(metric, unit, refuse);
        OptionalDouble number = number(value, refuse);
        return factor.isPresent() && number.isPresent()
                ? OptionalDouble.of(number.getAsDouble() * factor.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble number(String value, Consumer<String> refuse) {
        double number;
        try {
            // Java's own reader takes more than numbers: 1d, 0x1p3, NaN.
            number = value.chars().allMatch(numeral -> NUMERALS.indexOf(numeral) >= 0)
                    ? Double.parseDouble(value)
                    : Double.NaN;
        } catch (NumberFormatException noNumber) {
            number = Double.NaN;
        }
        if (Double.isNaN(number)) {
            refuse.accept("value must be a number such as 12.5, was " + (value.isEmpty() ? "empty" : shown(value)));
        } else if (number <= 0 || Double.isInfinite(number)) {
            refuse.accept("value must be above 0, was " + shown(value));
        } else {
            return OptionalDouble.of(number);
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble factor(Metric metric, String unit, Consumer<String> refuse) {
        Scale scale = metric.scale();
        String plain = unit.replace('\u00b5', 'u').replace('\u03bc', 'u').toLowerCase(Locale.ROOT);
        String allowed = metric.id() + " is in " + UNITS.get(scale);
        if (plain.isEmpty()) {
            refuse.accept("the unit is missing; " + allowed);
            return OptionalDouble.empty();
        }
        if (plain.equals(scale.unit())) {
            return OptionalDouble.of(1);
        }
        boolean rate = RATES.contains(plain);
        if (scale == Scale.PER_SECOND && rate) {
            return OptionalDouble.of(1);
        }
        OptionalDouble factor = rate ? OptionalDouble.empty() : scale.parse("1" + plain);
        if (factor.isPresent()) {
            return factor;
        }
        if (rate && metric == Metric.LATENCY) {
            refuse.accept(
                    unit + " is a throughput and the row says latency; write the metric throughput, for queries that"
                            + " overlap have a latency above 1/throughput");
        } else {
            refuse.accept("the unit " + shown(unit) + " is not one of " + metric.id() + "; " + allowed);
        }
        return OptionalDouble.empty();
    }

    /** As much of a text as a message shows. */
    static String shown(String text) {
        int most = 60;
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
