package dev.tradespace.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    /** A regret of latencies in seconds is some millionths. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.00001234567, 1.235e-5",
        "3.2e-9, 3.2e-9",
        "0.0001, 0.0001",
        "0.0123456, 0.01235",
        "-0.5, -0.5",
        "99.99999, 100",
        "1234567, 1235000",
        "46500000000, 4.65e10",
        "9.9999e-5, 0.0001",
    })
    void fourDigitsAreReadableAtEverySize(double value, String text) {
        assertEquals(text, Format.digits(value));
    }
}
