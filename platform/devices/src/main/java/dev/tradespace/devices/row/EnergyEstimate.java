package dev.tradespace.devices.row;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.devices.catalogue.DevicePower;
import dev.tradespace.devices.catalogue.PublishedTarget;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Energy of one inference above idle: the power that the busy cores add, times the latency. What cores draw depends on
 * what they run, and a stress test is not an inference: the band is half of the power either way, times the latency's own
 * interval.
 */
final class EnergyEstimate {
    private static final double BAND = 0.5;
    private static final double MILLIS_PER_SECOND = 1000;

    private EnergyEstimate() {}

    /**
     * The energy on a target.
     *
     * @param power of its device; null where nobody has said it
     * @param latency in milliseconds
     */
    static Figure of(PublishedTarget target, @Nullable DevicePower power, Figure latency) {
        if (power == null) {
            return new Figure.Unavailable(
                    "nobody has published it for this target, nor the power that the device draws");
        }
        if (!target.computeUnit().equals(PublishedTarget.CPU) || target.threads() == 0) {
            return new Figure.Unavailable(
                    "only the power of the device's processor is known, by the number of busy cores");
        }
        if (latency.value().isEmpty() || target.batch() > 1) {
            return new Figure.Unavailable("there is no latency of one image that the power could be multiplied with");
        }
        double watts = power.aboveIdle(target.threads());
        double millis = latency.value().getAsDouble();
        Interval interval = latency instanceof Figure.Estimated estimated && estimated.interval() != null
                ? estimated.interval()
                : new Interval(millis, millis);
        return new Figure.Estimated(
                joules(watts, millis),
                new Interval(joules((1 - BAND) * watts, interval.low()), joules((1 + BAND) * watts, interval.high())),
                String.format(
                        Locale.ROOT,
                        "%s W above idle times the latency, with half of the power either way; the device draws %s W at idle"
                                + " and %s W with all %d cores busy (%s)",
                        Scale.digits(watts),
                        Scale.digits(power.idleWatts()),
                        Scale.digits(power.loadWatts()),
                        power.cores(),
                        power.source()));
    }

    private static double joules(double watts, double millis) {
        return watts * millis / MILLIS_PER_SECOND;
    }
}
