package dev.tradespace.devices.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicePowerTest {
    @ParameterizedTest
    @CsvSource({
        "0, -3, 1, 'the power under load must be above that at idle, 0.0 W, and at most 100000 W, was -3.0'",
        "2, 2, 1, 'the power under load must be above that at idle, 2.0 W, and at most 100000 W, was 2.0'",
        "0, 1e9, 1, 'the power under load must be above that at idle, 0.0 W, and at most 100000 W, was 1.0E9'",
        "0, NaN, 1, 'the power under load must be above that at idle, 0.0 W, and at most 100000 W, was NaN'",
        "-1, 2, 1, 'the power at idle must be at least 0 W, was -1.0'",
        "0, 2, 0, 'a device with a power must have 1 to 65536 cores, was 0'",
        "0, 2, 100000, 'a device with a power must have 1 to 65536 cores, was 100000'"
    })
    void refusesWhatNoDeviceDraws(double idle, double load, int cores, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> new DevicePower(idle, load, cores, "a meter"))
                        .getMessage());
    }
}
