package dev.tradespace.devices.microcontroller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.catalogue.Match;
import dev.tradespace.devices.catalogue.PublishedRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MicrocontrollerMemoryTest {
    private static final String CORTEX_M7 = "stm32h747i-disco/st-edge-ai-int8-1t";
    private static final double WITHIN = 1.15;
    private static final double FLASH_WITHIN = 1.05;
    private static final Catalogue CATALOGUE =
            Catalogue.load(MicrocontrollerMemoryTest.class.getClassLoader(), List.of());
    private static final DeviceCatalogue DEVICES = DeviceCatalogue.builtIn();

    @AfterAll
    static void close() {
        CATALOGUE.close();
    }

    /** ST lets a layer of two of them write over its own input: they need less than its input and output together. */
    @Test
    void isNeverBelowThePublishedRamAndSeldomFarAbove() {
        Set<String> far = new TreeSet<>();
        List<PublishedRow> rows = rows(Metric.MEMORY);
        for (PublishedRow row : rows) {
            double ratio = need(String.valueOf(row.variant())).ramBytes() / row.value();
            assertTrue(ratio >= 1, () -> row.network() + ": " + ratio);
            if (ratio > WITHIN) {
                far.add(row.network());
            }
        }

        assertEquals(7, rows.size());
        assertEquals(Set.of("mobilenet_v1_0.25@224", "mobilenet_v1_0.5@224"), far);
    }

    @Test
    void isNeverBelowThePublishedFlashAndNeverFarAbove() {
        List<PublishedRow> rows = rows(Metric.MODEL_SIZE);
        for (PublishedRow row : rows) {
            double ratio = need(String.valueOf(row.variant())).flashBytes() / row.value();
            assertTrue(ratio >= 1 && ratio <= FLASH_WITHIN, () -> row.network() + ": " + ratio);
        }

        assertEquals(7, rows.size());
    }

    @Test
    void judgesByBothMemoriesAndShowsTheMargin() {
        MicrocontrollerMemory need = new MicrocontrollerMemory(300_000, 400_000, 900_000);

        MemoryFit fits = MemoryFit.of(device(500_000, 1_000_000), need).orElseThrow();
        assertTrue(fits.fits());
        assertEquals(100_000, fits.ramMarginBytes());
        assertEquals("needs 400 kB of 500 kB of RAM, 900 kB of 1 MB of flash", fits.toString());
        assertFalse(MemoryFit.of(device(399_999, 1_000_000), need).orElseThrow().fits(), "RAM");
        assertFalse(MemoryFit.of(device(500_000, 899_999), need).orElseThrow().fits(), "flash");
        assertTrue(MemoryFit.of(device(500_000, 0), need).orElseThrow().fits(), "flash outside the chip");
        assertEquals(Optional.empty(), MemoryFit.of(device(0, 0), need));
    }

    @Test
    void tellsWhichVariantsFitTheSmallestBoards() {
        Device nucleo = DEVICES.device("nucleo-l4r5zi").orElseThrow();

        assertTrue(MemoryFit.of(nucleo, need("resnet/resnet20")).orElseThrow().fits());
        assertFalse(MemoryFit.of(nucleo, need("mobilenet/v2-1.0")).orElseThrow().fits());
    }

    private static MicrocontrollerMemory need(String variant) {
        Built built = CATALOGUE.build(CATALOGUE.model(variant));
        return MicrocontrollerMemory.of(built.architecture(), built.analysis());
    }

    private static List<PublishedRow> rows(Metric metric) {
        return DEVICES.rows(CORTEX_M7).stream()
                .filter(row -> row.metric() == metric && row.match() == Match.EXACT)
                .toList();
    }

    private static Device device(long ramBytes, long flashBytes) {
        return new Device(
                "board", "Board", DeviceKind.MICROCONTROLLER, "", List.of(), ramBytes, flashBytes, "a datasheet", null);
    }
}
