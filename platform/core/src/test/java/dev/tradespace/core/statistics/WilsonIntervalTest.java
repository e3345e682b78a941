package dev.tradespace.core.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
    private static final double ROUNDED = 5e-5;

    /** The first two are Newcombe's (1998, table I, method 3, to four places); the last is the formula on paper. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "9350, 10000, 0.9300, 0.9397"
    })
    void agreesWithFiguresWorkedOutElsewhere(int successes, int trials, double low, double high) {
        Interval interval = WilsonInterval.of(successes, trials);
        assertEquals(low, interval.low(), ROUNDED);
        assertEquals(high, interval.high(), ROUNDED);
    }

    @Test
    void endsExactlyAtCertaintyAndNoFurther() {
        assertEquals(0, WilsonInterval.of(0, 7).low());
        assertEquals(1, WilsonInterval.of(7, 7).high());
        assertTrue(WilsonInterval.of(7, 7).low() > 0.5);
    }

    @Test
    void isTheSameForSuccessesAndFailures() {
        Interval successes = WilsonInterval.of(3, 11);
        Interval failures = WilsonInterval.of(8, 11);
        assertEquals(1 - failures.high(), successes.low(), 1e-12);
        assertEquals(1 - failures.low(), successes.high(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 5", "6, 5"})
    void refusesWhatIsNoShare(int successes, int trials) {
        assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(successes, trials));
    }
}
