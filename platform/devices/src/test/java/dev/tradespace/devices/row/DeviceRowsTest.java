package dev.tradespace.devices.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceFiles;
import dev.tradespace.devices.catalogue.KnownVariants;
import dev.tradespace.devices.catalogue.PublishedRow;
import dev.tradespace.devices.catalogue.RowsCsv;
import dev.tradespace.devices.catalogue.Source;
import dev.tradespace.devices.estimate.MetricEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceRowsTest {
    private static final String PI = "raspberry-pi-5/ncnn-fp32-4t";
    private static final String PI_INT8 = "raspberry-pi-5/ncnn-int8-4t";
    private static final String PUBLISHED = "mobilenet/v2-1.0";
    private static final String NOT_PUBLISHED = "vit/b16";
    private static final MetricEstimates NAMED = target -> network ->
            new MetricEstimate.NotPredicted("no estimate of " + network.model().id() + " on " + target);

    private static Catalogue models;
    private static DeviceRows rows;

    @TempDir
    private Path home;

    @BeforeAll
    static void load() {
        models = Catalogue.load(DeviceRowsTest.class.getClassLoader(), List.of());
        rows = new DeviceRows(DeviceCatalogue.builtIn(), models, NAMED, MetricEstimates.NONE, Set.of());
    }

    @AfterAll
    static void close() {
        models.close();
    }

    private static ResultRow row(DeviceRows rows, String target, String variant) {
        return rows.rows(target).stream()
                .filter(each -> each.model().toString().equals(variant))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasARowForEveryVariantSortedByItsId() {
        List<String> variants = models.variants().stream()
                .map(model -> model.id().toString())
                .sorted()
                .toList();

        assertEquals(
                variants,
                rows.rows(PI).stream().map(each -> each.model().toString()).toList());
    }

    @Test
    void aPublishedLatencySaysWhoPublishedItWhenAndHow() {
        PublishedRow published = DeviceCatalogue.builtIn().rows(PI).stream()
                .filter(each -> PUBLISHED.equals(each.variant()) && each.metric() == Metric.LATENCY)
                .findFirst()
                .orElseThrow();
        Source source = published.source();

        ResultRow row = row(rows, PI, PUBLISHED);
        Figure.Published figure = assertInstanceOf(Figure.Published.class, row.figure(Metric.LATENCY));

        assertEquals(published.value(), figure.amount());
        for (String said : List.of(
                source.title(),
                source.commit(),
                source.licence(),
                source.date().toString(),
                published.statistic(),
                source.conditions())) {
            assertTrue(!said.isEmpty() && figure.source().contains(said), said + " in " + figure.source());
        }
        assertEquals(Instant.parse(source.date() + "T00:00:00Z"), row.at(), "the day of the newest source");
    }

    @Test
    void whatNobodyHasPublishedIsEstimatedOrUnavailableWithTheReason() {
        ResultRow row = row(rows, PI, NOT_PUBLISHED);

        assertEquals(
                new Figure.Unavailable("no estimate of " + NOT_PUBLISHED + " on " + PI), row.figure(Metric.LATENCY));
        assertEquals(new Figure.Unavailable("nobody has published it for this target"), row.figure(Metric.THROUGHPUT));
        assertEquals(
                new Figure.Unavailable("nobody has published it for this target, nor the power that the device draws"),
                row.figure(Metric.ENERGY));
        assertEquals("published", row.figure(Metric.ACCURACY).origin(), "that of its weights");
        assertEquals("measured", row.figure(Metric.PARAMETERS).origin(), "counted on the graph");
    }

    @Test
    void theAccuracyOfFullWeightsIsNotThatOfInt8() {
        Figure.Unavailable accuracy = assertInstanceOf(
                Figure.Unavailable.class, row(rows, PI_INT8, PUBLISHED).figure(Metric.ACCURACY));

        assertTrue(accuracy.reason().startsWith("nobody has published it at int8"), accuracy.reason());
    }

    /** A Raspberry Pi 4 draws 3.06 W more with its four cores busy than at idle. */
    @Test
    void energyIsThePowerOfTheBusyCoresTimesTheLatency() {
        for (int threads : new int[] {1, 4}) {
            ResultRow row = row(rows, "raspberry-pi-4/ncnn-fp32-" + threads + "t", PUBLISHED);
            double millis = row.figure(Metric.LATENCY).value().orElseThrow();
            Figure.Estimated energy = assertInstanceOf(Figure.Estimated.class, row.figure(Metric.ENERGY));
            double joules = 3.06 * threads / 4 * millis / 1000;

            assertEquals(joules, energy.amount(), 1e-9);
            Interval interval = Objects.requireNonNull(energy.interval());
            assertEquals(0.5 * joules, interval.low(), 1e-9);
            assertEquals(1.5 * joules, interval.high(), 1e-9);
            assertTrue(
                    energy.source().contains("3.06 W at idle and 6.12 W with all 4 cores busy")
                            && energy.source().contains("Raspberry Pi documentation"),
                    energy.source());
        }
    }

    @Test
    void withoutALatencyThereIsNoEnergy() {
        assertEquals(
                new Figure.Unavailable("there is no latency of one image that the power could be multiplied with"),
                row(rows, "raspberry-pi-4/ncnn-fp32-4t", NOT_PUBLISHED).figure(Metric.ENERGY));
    }

    @Test
    void memoryOnAProcessorIsAtLeastWhatIsCounted() {
        Analysis counted = models.build(models.model(PUBLISHED)).analysis();

        assertEquals(
                (double) (counted.fp32Bytes() + counted.peakActivationBytes()),
                row(rows, PI, PUBLISHED).figure(Metric.MEMORY).value().orElseThrow());
        assertEquals(
                (double) (counted.int8Bytes() + counted.peakActivationElements()),
                row(rows, PI_INT8, PUBLISHED).figure(Metric.MEMORY).value().orElseThrow());
        assertEquals("estimated", row(rows, PI, PUBLISHED).figure(Metric.MEMORY).origin());
    }

    @Test
    void memoryIsEstimatedWhereItWasPublished() {
        PoolEstimates memories =
                PoolEstimates.of(DeviceCatalogue.builtIn(), new VariantFeatures(models), Metric.MEMORY);
        DeviceRows estimated = new DeviceRows(DeviceCatalogue.builtIn(), models, NAMED, memories, Set.of());
        Figure.Estimated figure = assertInstanceOf(
                Figure.Estimated.class,
                row(estimated, "galaxy-s25/tflite-npu-fp32", "resnet/resnet34").figure(Metric.MEMORY));
        double resnet18 = published("galaxy-s25/tflite-npu-fp32", "resnet/resnet18");
        double resnet50 = published("galaxy-s25/tflite-npu-fp32", "resnet/resnet50");

        assertTrue(resnet18 < figure.amount() && figure.amount() < resnet50, figure::toString);
        assertTrue(
                figure.interval() != null
                        && figure.interval().low() < figure.interval().high(),
                figure::toString);
        Figure.Unavailable erratic = assertInstanceOf(
                Figure.Unavailable.class,
                row(estimated, "qcs8550/tflite-npu-fp32", "resnet/resnet34").figure(Metric.MEMORY));
        assertTrue(erratic.reason().contains("hardly follows from the networks"), erratic.reason());
    }

    private static double published(String target, String variant) {
        return DeviceCatalogue.builtIn().rows(target).stream()
                .filter(row -> row.metric() == Metric.MEMORY && variant.equals(row.variant()))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void idsAreNegativeAndFindTheirRow() {
        Set<Long> ids = new HashSet<>();
        for (String target : List.of(
                rows.targets().get(0),
                PI,
                PI_INT8,
                rows.targets().get(rows.targets().size() - 1))) {
            for (ResultRow row : rows.rows(target)) {
                assertTrue(row.id() < 0 && ids.add(row.id()), () -> row.id() + " of " + target);
                assertEquals(Optional.of(row), rows.row(row.id()));
            }
        }
    }

    @Test
    void otherIdsFindNothing() {
        long beyond = -1 - 100_000L * rows.targets().size();
        for (long id : new long[] {Long.MIN_VALUE, beyond, -99_999, 0, 1, Long.MAX_VALUE}) {
            assertEquals(Optional.empty(), rows.row(id), () -> "id " + id);
            assertEquals(Map.of(), rows.facts(id), () -> "id " + id);
        }
    }

    @Test
    void factsTellDeviceAndSourceAndNothingThatIsNotSaid() throws IOException {
        Map<String, String> facts = rows.facts(row(rows, PI, PUBLISHED).id());
        assertEquals("Raspberry Pi 5", facts.get("device"));
        assertEquals("BSD-3-Clause", facts.get("latency licence"));
        for (String fact : List.of("source", "commit", "date", "statistic", "conditions")) {
            assertFalse(facts.getOrDefault("latency " + fact, "").isBlank(), fact + " in " + facts);
        }
        assertEquals(
                Set.of("device", "chip"),
                rows.facts(row(rows, PI, NOT_PUBLISHED).id()).keySet(),
                "of an estimate there is no source");

        DeviceRows own = with("2026-11-29", "resnet/resnet18,ncnn,fp32,4,30,ms");
        Map<String, String> bare = own.facts(row(own, PI, "resnet/resnet18").id());
        assertEquals("own figures, https://example.org", bare.get("latency source"));
        assertTrue(bare.values().stream().noneMatch(String::isBlank), bare::toString);
    }

    @Test
    void ofTwoSourcesTheNewerCounts() throws IOException {
        double before = row(rows, PI, PUBLISHED).figure(Metric.LATENCY).value().orElseThrow();

        DeviceRows newer = with("2099-01-01", PUBLISHED + ",ncnn,fp32,4,12.5,ms");
        DeviceRows older = with("2001-01-01", PUBLISHED + ",ncnn,fp32,4,12.5,ms");

        assertNotEquals(12.5, before, "or the test shows nothing");
        assertEquals(
                12.5, row(newer, PI, PUBLISHED).figure(Metric.LATENCY).value().orElseThrow());
        assertEquals(
                before, row(older, PI, PUBLISHED).figure(Metric.LATENCY).value().orElseThrow());
    }

    @Test
    void latencyOfANetworkIsThePublishedOneOfTheSameVariant() {
        assertEquals(
                row(rows, PI, PUBLISHED).figure(Metric.LATENCY),
                rows.latency(PI, models.build(models.model(PUBLISHED))));
        assertEquals(
                row(rows, PI, NOT_PUBLISHED).figure(Metric.LATENCY),
                rows.latency(PI, models.build(models.model(NOT_PUBLISHED))));
    }

    @Test
    void everyTargetHasConditionsOfItsOwn() {
        assertEquals("raspberry-pi-5", rows.conditions(PI).machine());
        assertEquals(4, rows.conditions(PI).threads());
        assertNotEquals(
                rows.conditions(PI).digest(),
                rows.conditions("raspberry-pi-5/ncnn-fp32-1t").digest());
    }

    @Test
    void refusesTargetsThatAreNotInTheCatalogue() {
        assertFalse(rows.knows("raspberry-pi-99/ncnn-fp32-4t"));
        assertEquals(
                "there is no target raspberry-pi-99/ncnn-fp32-4t in the catalogue of devices",
                assertThrows(IllegalArgumentException.class, () -> rows.rows("raspberry-pi-99/ncnn-fp32-4t"))
                        .getMessage());
    }

    /** The catalogue with a row of the user's for the Raspberry Pi 5. */
    private DeviceRows with(String date, String row) throws IOException {
        Path folder = Files.createDirectory(home.resolve(date));
        Source own = new Source(
                "own", "own figures", "https://example.org", "", "CC0-1.0", LocalDate.parse(date), "median", "");
        DeviceCatalogue builtIn = DeviceCatalogue.builtIn();
        Path file = Files.writeString(
                folder.resolve("own.csv"), "network,runtime,precision,threads,value,unit\n" + row + "\n");
        DeviceFiles.add(
                folder,
                own,
                RowsCsv.read(
                        file,
                        builtIn.context(own, KnownVariants::few)
                                .of(builtIn.device("raspberry-pi-5").orElseThrow())));
        return new DeviceRows(
                DeviceCatalogue.load(List.of(DeviceFiles.folder(folder))),
                models,
                NAMED,
                MetricEstimates.NONE,
                Set.of());
    }
}
