package dev.tradespace.devices.catalogue;

import dev.tradespace.api.metric.Metric;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Which figures a device can have: wide enough for every device from a microcontroller to a rack of accelerators, and too narrow for a wrong unit. */
final class PlausibleRange {
    /** Multiply-accumulates per second: about what the largest accelerators of 2026 claim, and no network reaches what is claimed. */
    private static final double MOST_RATE = 1e15;
    /** A tenth of what a microcontroller of 16 MHz without a multiplier does. */
    private static final double LEAST_RATE = 1e5;

    private static final double LEAST_MILLIS = 1e-4;
    private static final double MOST_MILLIS = 3_600_000;
    private static final double LEAST_BYTES = 100;
    private static final double MOST_BYTES = 1e12;
    private static final double MOST_PERCENT = 100;
    private static final double LEAST_JOULES = 1e-9;
    private static final double MOST_JOULES = 1e5;
    private static final double MILLIS = 1000;

    private PlausibleRange() {}

    /**
     * Why a figure cannot be right; empty where it can.
     *
     * @param value in the metric's unit
     * @param batch images in one query
     * @param macs multiply-accumulates of one image; empty where they are not known
     */
    static Optional<String> refusal(Metric metric, double value, int batch, OptionalLong macs) {
        return switch (metric.scale()) {
            case MILLISECONDS ->
                outside(metric, value, LEAST_MILLIS, MOST_MILLIS)
                        .or(() -> metric == Metric.LATENCY
                                ? rate(metric, value, macs, batch * MILLIS / value)
                                : Optional.empty());
            case PER_SECOND ->
                outside(metric, value, MILLIS / MOST_MILLIS, MILLIS / LEAST_MILLIS * batch)
                        .or(() -> metric == Metric.THROUGHPUT ? rate(metric, value, macs, value) : Optional.empty());
            case BYTES -> outside(metric, value, LEAST_BYTES, MOST_BYTES);
            case PERCENT -> outside(metric, value, 0, MOST_PERCENT);
            case JOULES -> outside(metric, value, LEAST_JOULES, MOST_JOULES);
            case COUNT -> Optional.of(metric.id() + " is counted on the graph and not read");
        };
    }

    private static Optional<String> outside(Metric metric, double value, double least, double most) {
        return value >= least && value <= most
                ? Optional.empty()
                : Optional.of(metric.format(value) + " is no " + metric.label() + " of a device: it lies between "
                        + metric.format(least) + " and " + metric.format(most));
    }

    private static Optional<String> rate(Metric metric, double value, OptionalLong macs, double imagesPerSecond) {
        double rate = (double) macs.orElse(0) * imagesPerSecond;
        if (macs.isEmpty() || (rate >= LEAST_RATE && rate <= MOST_RATE)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s for %s multiply-accumulates is %.1e of them per second, and a device does %.0e to %.0e: is the unit right?",
                metric.format(value),
                Metric.MACS.format((double) macs.getAsLong()),
                rate,
                LEAST_RATE,
                MOST_RATE));
    }
}
