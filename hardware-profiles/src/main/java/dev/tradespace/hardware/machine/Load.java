package dev.tradespace.hardware.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What else the processors did during a span.
 *
 * @param others share of all the machine's processor time that other processes took, 0 to 1
 * @param stolen share of it that the hypervisor gave to other machines, 0 to 1
 */
public record Load(double others, double stolen) {
    /**
     * From here on other processes spoil a run. Relative to all processors: 0.1 of a processor on a machine of two, 3.2 of
     * 64. It is what a quiet desktop or server stays below, and a machine of two cores with one compile job does not.
     */
    public static final double MOST_OTHERS = 0.05;

    /** From here on stolen time spoils a run: it stops the measured thread itself, so less of it does harm. */
    public static final double MOST_STOLEN = 0.02;

    /** The load of a span; nothing at all where the span is shorter than the kernel's tick. */
    public static Load between(CpuTimes before, CpuTimes after) {
        long total = after.total() - before.total();
        if (total <= 0) {
            return new Load(0, 0);
        }
        long others = after.busy() - before.busy() - (after.own() - before.own());
        return new Load(share(others, total), share(after.stolen() - before.stolen(), total));
    }

    private static double share(long part, long total) {
        return Math.min(1, Math.max(0, part / (double) total));
    }

    /** What spoils the run, for people; empty where nothing does. */
    public List<String> disturbances() {
        List<String> disturbances = new ArrayList<>();
        if (others > MOST_OTHERS) {
            disturbances.add("other processes took " + percent(others) + " of the CPU");
        }
        if (stolen > MOST_STOLEN) {
            disturbances.add("the hypervisor took " + percent(stolen) + " of the CPU");
        }
        return disturbances;
    }

    /** A share for people: {@code 14%}, {@code 0.4%}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.1f%%" : "%.0f%%", 100 * share);
    }
}
