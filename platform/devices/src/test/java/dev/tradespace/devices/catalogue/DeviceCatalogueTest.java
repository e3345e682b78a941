package dev.tradespace.devices.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceCatalogueTest {
    private final DeviceCatalogue catalogue = DeviceCatalogue.builtIn();

    @Test
    void findsADeviceUnderEverySpellingOfItsNames() {
        Device device = catalogue.device("raspberry-pi-5").orElseThrow();

        assertEquals("Raspberry Pi 5", device.name());
        for (String spelling : List.of("Raspberry Pi 5", "RASPBERRYPI5", "raspberry_pi-5")) {
            assertSame(device, catalogue.device(spelling).orElseThrow(), spelling);
        }
        assertEquals(Optional.empty(), catalogue.device("raspberry-pi-99"));
        assertEquals(
                "galaxy-s24",
                catalogue.device("Samsung Galaxy S24").orElseThrow().id());
        assertEquals(Optional.empty(), catalogue.device("Samsung Galaxy S24+"), "another phone");
    }

    @Test
    void namesTargetsByDeviceRuntimePrecisionAndThreads() {
        PublishedTarget target = catalogue.target("raspberry-pi-5/ncnn-int8-4t").orElseThrow();

        assertEquals("raspberry-pi-5", target.device());
        assertEquals("ncnn", target.runtime());
        assertEquals("int8", target.precision());
        assertEquals(4, target.threads());
        assertEquals("Raspberry Pi 5, ncnn int8, 4 threads", target.title());
    }

    @Test
    void tellsOfARowWhoPublishedItAndWhatItIs() {
        PublishedRow row = catalogue.rows("raspberry-pi-5/ncnn-fp32-4t").stream()
                .filter(each -> each.network().equals("mobilenet_v2"))
                .findFirst()
                .orElseThrow();

        assertEquals("mobilenet/v2-1.0", row.variant());
        assertEquals(Match.EXACT, row.match());
        assertEquals(Metric.LATENCY, row.metric());
        assertEquals("ncnn", row.source().id());
        assertEquals("minimum of 10 runs", row.statistic());
        assertTrue(row.value() > 1 && row.value() < 100, () -> "in milliseconds, was " + row.value());
    }

    @Test
    void keepsNetworksThatAreNoVariantWithTheReason() {
        PublishedRow row = catalogue.rows("raspberry-pi-5/ncnn-fp32-4t").stream()
                .filter(each -> each.network().equals("vgg16"))
                .findFirst()
                .orElseThrow();

        assertEquals(Match.NONE, row.match());
        assertEquals("another network", row.reason());
    }

    @Test
    void hasNothingOfATargetThatNobodyPublished() {
        assertEquals(List.of(), catalogue.rows("raspberry-pi-5/tflite-npu-int8"));
        assertEquals(Optional.empty(), catalogue.target("raspberry-pi-5/tflite-npu-int8"));
    }
}
