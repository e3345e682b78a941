package dev.tradespace.core.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencySummaryTest {
    private static final double Z = 1e-12;

    /** The summary of 1, 2, ... n milliseconds, backwards, since samples come in any order. */
    private static LatencySummary upTo(int n) {
        return LatencySummary.of(Samples.ofNanos(
                LongStream.rangeClosed(1, n).map(i -> (n + 1 - i) * 1_000_000).toArray()));
    }

    private static double amount(Figure figure) {
        return figure.value().orElseThrow();
    }

    @Test
    void takesTheMedianOfOddAndEvenNumbers() {
        assertEquals(3, upTo(5).p50(), Z);
        assertEquals(3.5, upTo(6).p50(), Z);
        assertEquals(1, upTo(1).p50(), Z);
    }

    @Test
    void interpolatesBetweenNeighbours() {
        LatencySummary summary = upTo(101);
        assertEquals(51, summary.p50(), Z);
        assertEquals(91, amount(summary.p90()), Z);
        // type 7 of Hyndman & Fan: rank 0.9 of 64 samples lies 0.7 of the way from the 57th to the 58th
        assertEquals(57.7, amount(upTo(64).p90()), Z);
    }

    @Test
    void givesTheMeanAndItsInverseAsThroughput() {
        LatencySummary summary = LatencySummary.of(Samples.ofNanos(1_000_000, 2_000_000, 6_000_000));
        assertEquals(3, summary.mean(), Z);
        assertEquals(1000.0 / 3, summary.throughput(), 1e-9);
        assertEquals(3, summary.queries());
        assertEquals(new Figure.Measured(2, null, "p50 of 3 queries"), summary.latency());
    }

    @Test
    void givesNo90thPercentileBelow64Queries() {
        assertEquals(new Figure.Unavailable("too few queries: 63 of 64"), upTo(63).p90());
        assertTrue(upTo(64).p90() instanceof Figure.Measured);
    }

    @Test
    void givesNo99thPercentileBelow662Queries() {
        assertEquals(
                new Figure.Unavailable("too few queries: 661 of 662"), upTo(661).p99());
        assertEquals(655.39, amount(upTo(662).p99()), 1e-9);
    }

    @Test
    void givesNoIntervalBelowSixSamples() {
        assertNull(upTo(5).p50Interval());
        assertEquals(new Interval(1, 6), upTo(6).p50Interval());
    }

    /**
     * The chance that the interval holds the true median is the binomial's between its ends; it must not fall below 95% by more than the normal
     * approximation costs.
     */
    @Test
    void coversTheMedianWithNinetyFivePercentByTheBinomialItself() {
        for (int n = 6; n <= 700; n++) {
            Interval interval = Objects.requireNonNull(upTo(n).p50Interval());
            int low = (int) Math.round(interval.low());
            int high = (int) Math.round(interval.high());
            double coverage = 0;
            for (int below = low; below < high; below++) {
                coverage += binomial(n, below);
            }
            assertTrue(coverage >= 0.95, n + " samples: " + low + " to " + high + " covers " + coverage);
            assertTrue(coverage < 0.985 || n < 40, n + " samples: " + coverage + " is wider than need be");
        }
    }

    private static double binomial(int n, int k) {
        double log = -n * Math.log(2);
        for (int i = 1; i <= k; i++) {
            log += Math.log(n - k + i) - Math.log(i);
        }
        return Math.exp(log);
    }

    @Test
    void coversTheMedianOfSkewedTimesInSimulation() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        double median = 5 + Math.log(2);
        int trials = 2_000;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            long[] nanos = random.doubles(64)
                    .mapToLong(u -> (long) (1e6 * (5 - Math.log(1 - u))))
                    .toArray();
            Interval interval = Objects.requireNonNull(
                    LatencySummary.of(Samples.ofNanos(nanos)).p50Interval());
            covered += interval.low() <= median && median <= interval.high() ? 1 : 0;
        }
        // the share of 2,000 trials has a standard error of 0.005; three of them below 95%, seed above
        assertTrue(covered >= (0.95 - 0.015) * trials, "seed " + seed + ": covered " + covered + " of " + trials);
    }

    @Test
    void comesBackFromTheNumbersThatAStoreKeeps() {
        for (int n : new int[] {3, 64, 662}) {
            LatencySummary whole = upTo(n);
            LatencySummary restored = LatencySummary.restored(
                    n,
                    whole.p50(),
                    whole.p50Interval(),
                    whole.p90().value().isPresent() ? amount(whole.p90()) : null,
                    whole.p99().value().isPresent() ? amount(whole.p99()) : null,
                    whole.mean());
            assertEquals(whole, restored);
        }
    }

    @Test
    void refusesNoSamplesAndTimesThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> LatencySummary.of(Samples.ofNanos()));
        assertEquals(
                "a time must be above 0 ns, was 0",
                assertThrows(IllegalArgumentException.class, () -> Samples.ofNanos(5, 0))
                        .getMessage());
    }

    @Test
    void keepsSamplesInTheirOrderAndApartFromTheirArray() {
        long[] nanos = {3, 1, 2};
        Samples samples = Samples.ofNanos(nanos);
        nanos[0] = 9;
        LatencySummary.of(samples);
        assertEquals("[3, 1, 2]", Arrays.toString(samples.nanos().toArray()));
        assertEquals(Samples.ofNanos(3, 1, 2), samples);
        assertEquals(Samples.ofNanos(3, 1, 2).hashCode(), samples.hashCode());
        assertEquals("3 samples", samples.toString());
    }
}
