package dev.tradespace.search.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import org.junit.jupiter.api.Test;

class QuantityTextTest {
    private static final String NARROW_SPACE = "\u202f";

    @Test
    void figuresHaveThreeDigitsAndTheirUnit() {
        assertEquals("90.5%", QuantityText.of(Metric.ACCURACY, 90.5));
        assertEquals("0.250" + NARROW_SPACE + "ms", QuantityText.of(Metric.LATENCY, 0.25));
        assertEquals("1240" + NARROW_SPACE + "ms", QuantityText.of(Metric.LATENCY, 1244));
        assertEquals("2.50" + NARROW_SPACE + "mJ", QuantityText.of(Metric.ENERGY, 0.0025));
        assertEquals("25.6" + NARROW_SPACE + "M", QuantityText.of(Metric.PARAMETERS, 25_557_032));
        assertEquals("1.00" + NARROW_SPACE + "MB", QuantityText.of(Metric.MODEL_SIZE, 999_950));
        assertEquals("512", QuantityText.of(Metric.PARAMETERS, 512));
        assertEquals("0%", QuantityText.of(Metric.ACCURACY, 0));
    }

    @Test
    void roundNumbersLoseTheZerosThatOnlyTellPrecision() {
        assertEquals("5" + NARROW_SPACE + "ms", QuantityText.round(Metric.LATENCY, 5));
        assertEquals("0.5" + NARROW_SPACE + "ms", QuantityText.round(Metric.LATENCY, 0.5));
        assertEquals("1" + NARROW_SPACE + "M", QuantityText.round(Metric.PARAMETERS, 1e6));
        assertEquals("100%", QuantityText.round(Metric.ACCURACY, 100));
    }

    @Test
    void intervalsSharesAndTimes() {
        assertEquals("91.1% to 92.2%", QuantityText.of(Metric.ACCURACY, new Interval(91.1, 92.2)));
        assertEquals("41%", QuantityText.percent(0.41));
        assertEquals("0.5%", QuantityText.percent(0.005));
        assertEquals("59 s", QuantityText.duration(59.4));
        assertEquals("2 min 10 s", QuantityText.duration(130));
        assertEquals("2 h 5 min", QuantityText.duration(7500));
    }
}
