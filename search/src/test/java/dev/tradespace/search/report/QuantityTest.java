package dev.tradespace.search.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import org.junit.jupiter.api.Test;

class QuantityTest {
    private static final String NARROW_SPACE = "\u202f";

    @Test
    void figuresHaveThreeDigitsAndTheirUnit() {
        assertEquals("90.5%", Quantity.of(Metric.ACCURACY, 90.5));
        assertEquals("0.250" + NARROW_SPACE + "ms", Quantity.of(Metric.LATENCY, 0.25));
        assertEquals("1240" + NARROW_SPACE + "ms", Quantity.of(Metric.LATENCY, 1244));
        assertEquals("2.50" + NARROW_SPACE + "mJ", Quantity.of(Metric.ENERGY, 0.0025));
        assertEquals("25.6" + NARROW_SPACE + "M", Quantity.of(Metric.PARAMETERS, 25_557_032));
        assertEquals("1.00" + NARROW_SPACE + "MB", Quantity.of(Metric.MODEL_SIZE, 999_950));
        assertEquals("512", Quantity.of(Metric.PARAMETERS, 512));
        assertEquals("0%", Quantity.of(Metric.ACCURACY, 0));
    }

    @Test
    void roundNumbersLoseTheZerosThatOnlyTellPrecision() {
        assertEquals("5" + NARROW_SPACE + "ms", Quantity.round(Metric.LATENCY, 5));
        assertEquals("0.5" + NARROW_SPACE + "ms", Quantity.round(Metric.LATENCY, 0.5));
        assertEquals("1" + NARROW_SPACE + "M", Quantity.round(Metric.PARAMETERS, 1e6));
        assertEquals("100%", Quantity.round(Metric.ACCURACY, 100));
    }

    @Test
    void intervalsSharesAndTimes() {
        assertEquals("91.1% to 92.2%", Quantity.of(Metric.ACCURACY, new Interval(91.1, 92.2)));
        assertEquals("41%", Quantity.percent(0.41));
        assertEquals("0.5%", Quantity.percent(0.005));
        assertEquals("59 s", Quantity.duration(59.4));
        assertEquals("2 min 10 s", Quantity.duration(130));
        assertEquals("2 h 5 min", Quantity.duration(7500));
    }
}
