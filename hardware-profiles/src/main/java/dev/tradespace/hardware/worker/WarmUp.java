package dev.tradespace.hardware.worker;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Queries before the measured ones, until the last ten vary by less than 5%, at most 50 of them or 3 s. To vary is measured
 * as the coefficient of variation, standard deviation over mean: the spread between the extremes of ten is three times that
 * for the very same noise, and grows with every outlier of a busy machine.
 *
 * @param runs how many queries there were, at least 1
 * @param settled whether it ended because they no longer varied
 * @param medianNanos the median of the last ten, or of as many as there were
 */
record WarmUp(int runs, boolean settled, long medianNanos) {
    private static final int MOST_RUNS = 50;
    private static final long MOST_NANOS = 3_000_000_000L;
    private static final int WINDOW = 10;
    private static final double STEADY = 0.05;

    /**
     * Warms up.
     *
     * @param query runs one query and returns its time in nanoseconds
     */
    static WarmUp run(LongSupplier query) {
        long[] nanos = new long[MOST_RUNS];
        long spent = 0;
        int runs = 0;
        boolean settled = false;
        while (!settled && runs < MOST_RUNS && spent < MOST_NANOS) {
            nanos[runs] = query.getAsLong();
            spent += nanos[runs++];
            settled = runs >= WINDOW && variation(last(nanos, runs)) < STEADY;
        }
        long[] last = last(nanos, runs);
        Arrays.sort(last);
        return new WarmUp(runs, settled, last[last.length / 2]);
    }

    private static long[] last(long[] nanos, int runs) {
        return Arrays.copyOfRange(nanos, Math.max(0, runs - WINDOW), runs);
    }

    /** Standard deviation of the sample over its mean. */
    private static double variation(long[] nanos) {
        double mean = Arrays.stream(nanos).average().orElseThrow();
        double squares = Arrays.stream(nanos)
                .mapToDouble(time -> (time - mean) * (time - mean))
                .sum();
        return Math.sqrt(squares / (nanos.length - 1)) / mean;
    }
}
