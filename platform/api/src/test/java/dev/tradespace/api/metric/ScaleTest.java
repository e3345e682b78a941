package dev.tradespace.api.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleTest {
    @ParameterizedTest
    @CsvSource({
        "PERCENT, 76.104, 76.10%",
        "MILLISECONDS, 12.345, 12.3 ms",
        "MILLISECONDS, 0.0000046, 4.60 ns",
        "MILLISECONDS, 12345, 12.3 s",
        "MILLISECONDS, 0, 0 ms",
        "PER_SECOND, 1234, 1230 1/s",
        "BYTES, 46500000000, 46.5 GB",
        "BYTES, 999.6, 1.00 kB",
        "JOULES, 0.000012, 0.0120 mJ",
        "COUNT, 25557032, 25.6 M",
        "COUNT, 7, 7",
    })
    void writesThreeDigitsInAUnitThatCanBeRead(Scale scale, double value, String text) {
        assertEquals(text, scale.format(value));
    }

    @ParameterizedTest
    @CsvSource({
        "LATENCY, 20ms, 20",
        "LATENCY, 1.5 s, 1500",
        "LATENCY, 20, 20",
        "LATENCY, 500US, 0.5",
        "MEMORY, 200MB, 2e8",
        "MODEL_SIZE, 1KiB, 1024",
        "PARAMETERS, 10M, 1e7",
        "ENERGY, 50mJ, 0.05",
        "ACCURACY, 75%, 75",
        "THROUGHPUT, 3e1, 30",
    })
    void readsABoundWithItsUnit(Metric metric, String text, double value) {
        assertEquals(OptionalDouble.of(value), metric.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "20MB", "-3ms", "3 ms ms", "1e", "NaN"})
    void readsNothingElse(String text) {
        assertTrue(Metric.LATENCY.parse(text).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyMetricReadsItsOwnExample(Metric metric) {
        assertTrue(metric.parse(metric.example()).isPresent());
        assertEquals(Optional.of(metric.scale()), Scale.of(metric.unit()));
        assertEquals(Optional.of(metric), Metric.find(metric.id()));
    }

    @Test
    void aUnitThatIsNotKnownHasNoScale() {
        assertTrue(Scale.of("px").isEmpty());
    }
}
