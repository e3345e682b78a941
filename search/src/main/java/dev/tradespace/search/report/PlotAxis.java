package dev.tradespace.search.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a plot: from values to pixels, with its ticks on round numbers.
 *
 * @param low the value at its beginning
 * @param high the value at its end, above {@code low}
 * @param logarithmic whether equal factors are equally far apart
 * @param from the pixel of {@code low}
 * @param to the pixel of {@code high}
 * @param ticks within both ends, ascending
 */
record PlotAxis(double low, double high, boolean logarithmic, double from, double to, List<Double> ticks) {
    /** Values that lie this many times apart are spread by their logarithms. */
    private static final double WIDE = 8;

    private static final double ROOM = 0.05;
    private static final double DUST = 1e-9;
    private static final double THIN = 1.8;

    PlotAxis {
        ticks = List.copyOf(ticks);
    }

    /** Around values, at least one, with room at both ends; logarithmic where they lie far apart. */
    static PlotAxis around(List<Double> values, double from, double to, int wanted) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        return least > 0 && most > WIDE * least
                ? logarithmic(least, most, from, to)
                : linear(least, most, from, to, wanted);
    }

    /** From one round number to another. */
    static PlotAxis linear(double least, double most, double from, double to, int wanted) {
        double span = most > least ? most - least : Math.max(Math.abs(most) * 0.1, DUST);
        double step = roundStep(span * (1 + 2 * ROOM), wanted);
        double low = Math.floor((least - span * ROOM) / step) * step;
        double high = Math.ceil((most + span * ROOM) / step) * step;
        // Costs and shares do not begin below nothing.
        double start = least >= 0 ? Math.max(low, 0) : low;
        return new PlotAxis(start, high, false, from, to, steps(start, high, step));
    }

    /** From nothing to the most, which need not be round. */
    static PlotAxis upTo(double most, double step, double from, double to) {
        return new PlotAxis(0, Math.max(most, step), false, from, to, steps(0, Math.max(most, step), step));
    }

    private static PlotAxis logarithmic(double least, double most, double from, double to) {
        double room = Math.max(Math.pow(most / least, ROOM), 1.1);
        double low = least / room;
        double high = most * room;
        double decades = Math.log10(high / low);
        int[] digits = decades > 2 * THIN ? new int[] {1} : decades > THIN ? new int[] {1, 3} : new int[] {1, 2, 5};
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (int digit : digits) {
                double tick = digit * Math.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return new PlotAxis(low, high, true, from, to, ticks);
    }

    private static List<Double> steps(double low, double high, double step) {
        List<Double> ticks = new ArrayList<>();
        for (long place = (long) Math.ceil(low / step - DUST); place * step <= high + step * DUST; place++) {
            ticks.add(place * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, so that a span has about as many steps as wanted. */
    static double roundStep(double span, int wanted) {
        double raw = span / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= raw * (1 - DUST)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Where a value lies, in pixels. */
    double at(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    /** Whether a value lies within both ends. */
    boolean holds(double value) {
        return value >= low && value <= high;
    }
}
