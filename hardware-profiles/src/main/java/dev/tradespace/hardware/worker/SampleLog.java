package dev.tradespace.hardware.worker;

import dev.tradespace.core.statistics.Samples;
import java.util.Arrays;

/**
 * The times of queries, in bounded memory: once it is full, every second time is dropped, and from then on only every
 * second
 * (fourth, eighth, ...) query is kept. Evenly thinned, percentiles and mean stay what they were. Ten minutes of a model
 * of 0.6 ms
 * fill it once.
 */
final class SampleLog {
    /** 8 MiB of times. */
    static final int CAPACITY = 1 << 20;

    private final int capacity;
    private long[] nanos;
    private int size;
    private long queries;
    private int stride = 1;

    /**
     * An empty log.
     *
     * @param capacity the most times it keeps, even, at least 2
     */
    SampleLog(int capacity) {
        if (capacity < 2 || capacity % 2 != 0) {
            throw new IllegalArgumentException("capacity must be even and at least 2, was " + capacity);
        }
        this.capacity = capacity;
        nanos = new long[Math.min(capacity, 4096)];
    }

    /** Adds the time of the next query; a time below the clock's grain counts as its least, 1 ns. */
    void add(long time) {
        if (queries++ % stride != 0) {
            return;
        }
        if (size == capacity) {
            for (int i = 0; i < capacity / 2; i++) {
                nanos[i] = nanos[2 * i];
            }
            size = capacity / 2;
            stride *= 2;
        } else if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.min(capacity, 2 * size));
        }
        nanos[size++] = Math.max(1, time);
    }

    /** How many queries there were. */
    long queries() {
        return queries;
    }

    /** Of how many queries one is kept: 1 while all are. */
    int stride() {
        return stride;
    }

    /** The times kept. */
    Samples samples() {
        return Samples.ofNanos(Arrays.copyOf(nanos, size));
    }
}
