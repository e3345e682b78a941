package dev.tradespace.hardware.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long MILLI = 1_000_000;

    @Test
    void steadyTimesNeedTenRuns() {
        assertEquals(new WarmUp(10, true, MILLI), warmUp(LongStream.generate(() -> MILLI)));
    }

    @Test
    void slowFirstRunsAreWaitedOut() {
        LongStream times = LongStream.concat(
                LongStream.of(90 * MILLI, 20 * MILLI, 9 * MILLI), LongStream.generate(() -> 5 * MILLI));
        assertEquals(new WarmUp(13, true, 5 * MILLI), warmUp(times));
    }

    @Test
    void timesThatNeverSettleEndAfterFiftyRuns() {
        LongStream times = LongStream.iterate(1, run -> run + 1).map(run -> (run % 2 + 1) * MILLI);
        assertEquals(new WarmUp(50, false, 2 * MILLI), warmUp(times));
    }

    @Test
    void aSlowModelEndsAfterThreeSeconds() {
        assertEquals(new WarmUp(2, false, 2000 * MILLI), warmUp(LongStream.generate(() -> 2000 * MILLI)));
    }

    @Test
    void fivePercentIsTheStandardDeviationOverTheMean() {
        // 1 and 1 +- d in turn: the standard deviation of ten is d times the square root of 10/9.
        assertEquals(true, warmUp(swinging(47)).settled());
        assertEquals(false, warmUp(swinging(48)).settled());
    }

    private static LongStream swinging(long permille) {
        return LongStream.iterate(0, run -> run + 1).map(run -> 1000 + (run % 2 == 0 ? permille : -permille));
    }

    private static WarmUp warmUp(LongStream times) {
        PrimitiveIterator.OfLong next = times.iterator();
        return WarmUp.run(next::nextLong);
    }
}
