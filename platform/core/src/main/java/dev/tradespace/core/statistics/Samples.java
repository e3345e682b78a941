package dev.tradespace.core.statistics;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Raw times of single queries in the order they were taken. Immutable.
 *
 * @unit nanoseconds
 */
public final class Samples {
    private final long[] nanos;

    private Samples(long[] nanos) {
        this.nanos = nanos;
    }

    /** These times, copied; each above 0. */
    public static Samples ofNanos(long... nanos) {
        for (long time : nanos) {
            if (time <= 0) {
                throw new IllegalArgumentException("a time must be above 0 ns, was " + time);
            }
        }
        return new Samples(nanos.clone());
    }

    /** How many. */
    public int size() {
        return nanos.length;
    }

    /** The times in the order they were taken. */
    public LongStream nanos() {
        return Arrays.stream(nanos);
    }

    /** The times, shortest first, a copy. */
    long[] sorted() {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Samples that && Arrays.equals(nanos, that.nanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nanos);
    }

    @Override
    public String toString() {
        return nanos.length + " samples";
    }
}
