package dev.tradespace.devices.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNamesTest {
    @ParameterizedTest
    @CsvSource({
        "Galaxy S24+, galaxy-s24-plus",
        "Übergerät, ubergerat",
        "Orange Pi 5 Ⅱ, orange-pi-5-ii",
        "日本 K230, k230",
        "../../etc, etc"
    })
    void makesAnIdOfAName(String name, String id) {
        assertEquals(id, DeviceNames.idOf(name));
    }

    @Test
    void refusesWhatCannotBeAName() {
        assertEquals(Optional.empty(), DeviceNames.refusal("x".repeat(100)));
        assertEquals(
                "the name of a device must have at most 100 letters, was " + "x".repeat(60) + "...",
                message("x".repeat(101)));
        assertEquals(
                "the name of a device must have a letter from A to Z or a digit, such as my-board, was 漢字",
                message("漢字"));
        // One letter that becomes many in plain ones: an id names a file.
        assertThrows(IllegalArgumentException.class, () -> Device.named("㏒".repeat(90), DeviceKind.BOARD));
    }

    private static String message(String name) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Device.named(name, DeviceKind.BOARD))
                .getMessage());
    }
}
