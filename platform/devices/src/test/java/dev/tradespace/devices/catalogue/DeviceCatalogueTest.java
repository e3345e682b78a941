package dev.tradespace.devices.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aRowOfTheHomeReplacesThatOfTheSameVariantUnderAnotherName(@TempDir Path home) throws IOException {
        String target = "raspberry-pi-5/ncnn-fp32-4t";
        Source own = new Source("own", "own", "", "", "the user's own", LocalDate.of(2026, 11, 29), "median", "");
        Path file = Files.writeString(home.resolve("rows.csv"), """
                network,runtime,threads,value,unit
                mobilenet/v2-1.0,ncnn,4,700,ms
                """);
        RowContext context = catalogue
                .context(own, KnownVariants::few)
                .of(catalogue.device("raspberry-pi-5").orElseThrow());
        DeviceFiles.add(home, own, RowsCsv.read(file, context));

        DeviceCatalogue both = DeviceCatalogue.load(List.of(DeviceFiles.folder(home)));

        assertEquals(catalogue.rows(target).size(), both.rows(target).size());
        assertEquals(
                List.of(700.0),
                both.rows(target).stream()
                        .filter(row -> "mobilenet/v2-1.0".equals(row.variant()) && row.match() == Match.EXACT)
                        .map(PublishedRow::value)
                        .toList());
        assertEquals(
                1, both.contradictions().size(), () -> both.contradictions().toString());
        assertTrue(
                both.contradictions().get(0).message().startsWith("latency of mobilenet/v2-1.0 on " + target),
                () -> both.contradictions().toString());
    }
}
