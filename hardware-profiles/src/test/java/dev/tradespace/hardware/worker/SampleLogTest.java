package dev.tradespace.hardware.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleLogTest {
    @Test
    void keepsEveryTimeInItsOrderWhileThereIsRoom() {
        SampleLog log = filled(10_000, 1 << 20);
        assertArrayEquals(
                LongStream.rangeClosed(1, 10_000).toArray(),
                log.samples().nanos().toArray());
        assertEquals(1, log.stride());
    }

    @Test
    void thinsEvenlyWhenItIsFull() {
        SampleLog log = filled(19, 8);
        assertArrayEquals(new long[] {1, 5, 9, 13, 17}, log.samples().nanos().toArray());
        assertEquals(4, log.stride());
        assertEquals(19, log.queries());
    }

    @Test
    void aTimeBelowTheClocksGrainIsItsLeast() {
        SampleLog log = new SampleLog(8);
        log.add(0);
        assertArrayEquals(new long[] {1}, log.samples().nanos().toArray());
    }

    private static SampleLog filled(int queries, int capacity) {
        SampleLog log = new SampleLog(capacity);
        for (int query = 1; query <= queries; query++) {
            log.add(query);
        }
        return log;
    }
}
