package dev.tradespace.devices.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.devices.catalogue.Device;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceFiles;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.devices.catalogue.KnownVariants;
import dev.tradespace.devices.catalogue.Match;
import dev.tradespace.devices.catalogue.PublishedTarget;
import dev.tradespace.devices.catalogue.RowsCsv;
import dev.tradespace.devices.catalogue.Source;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.MetricEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolEstimatesTest {
    private static final String PI = "raspberry-pi-5/ncnn-fp32-4t";
    private static final DeviceCatalogue DEVICES = DeviceCatalogue.builtIn();

    @TempDir
    private Path home;

    private static Catalogue models;
    private static PoolEstimates estimates;

    @BeforeAll
    static void load() {
        models = Catalogue.load(PoolEstimatesTest.class.getClassLoader(), List.of());
        estimates = PoolEstimates.of(DEVICES, new VariantFeatures(models), Metric.LATENCY);
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void estimatesAVariantThatNobodyHasPublishedWithItsInterval() {
        String variant = "resnet/resnet34";
        assertTrue(DEVICES.rows(PI).stream().noneMatch(row -> variant.equals(row.variant())), "or nothing is shown");

        Figure.Estimated figure = assertInstanceOf(
                Figure.Estimated.class,
                estimates.on(PI).estimate(models.build(models.model(variant))).figure());

        assertTrue(
                figure.interval() != null
                        && figure.interval().low() < figure.amount()
                        && figure.amount() < figure.interval().high(),
                figure::toString);
        double resnet18 = DEVICES.rows(PI).stream()
                .filter(row -> row.metric() == Metric.LATENCY && row.match() == Match.EXACT)
                .filter(row -> "resnet/resnet18".equals(row.variant()))
                .findFirst()
                .orElseThrow()
                .value();
        double ratio = figure.amount() / resnet18;
        assertTrue(1.5 < ratio && ratio < 2.5, "it has twice the multiply-accumulates of ResNet-18: " + ratio);
    }

    @Test
    void saysHowFarEstimatesLieOffAndWhatToMeasureNext() {
        ErrorStatistics errors = estimates.on(PI).errors().orElseThrow();
        assertTrue(errors.count() >= 5 && errors.meanError() > 0 && errors.meanError() < 1, errors::toString);
        assertEquals(Optional.empty(), estimates.on(PI).without());

        String next = estimates.on(PI).next().orElseThrow();
        assertTrue(
                models.variants().stream()
                        .anyMatch(model -> model.id().toString().equals(next)),
                next);
        assertTrue(
                DEVICES.rows(PI).stream().noneMatch(row -> row.match() == Match.EXACT && next.equals(row.variant())),
                () -> next + " is published already");
    }

    @Test
    void saysWhyNothingIsEstimatedWhereTooLittleIsPublished() {
        PublishedTarget few = DEVICES.targets().stream()
                .filter(target -> DEVICES.rows(target.id()).stream()
                                .filter(row -> row.metric() == Metric.LATENCY)
                                .count()
                        == 1)
                .findFirst()
                .orElseThrow();

        assertEquals(
                Optional.of("the latency of one network is published; estimates need 5"),
                estimates.on(few.id()).without());
        assertEquals(Optional.empty(), estimates.on(few.id()).errors());
    }

    @Test
    void aTargetThatNobodyKnowsIsNotEstimated() {
        assertEquals(
                new MetricEstimate.NotPredicted("there is no target nowhere/ncnn-fp32-1t in the catalogue of devices"),
                estimates.on("nowhere/ncnn-fp32-1t").estimate(models.build(models.model("resnet/resnet18"))));
        assertEquals(Optional.empty(), estimates.on("nowhere/ncnn-fp32-1t").errors());
        assertEquals(Optional.empty(), estimates.on("nowhere/ncnn-fp32-1t").next());
    }

    /** In a pool of few targets they tell nothing, however many they are. */
    @Test
    void figuresOfNetworksWhoseLayersAreNotKnownEstimateNothing() throws IOException {
        Source own = new Source("own", "own", "", "", "CC0-1.0", LocalDate.EPOCH, "median", "");
        Device board = Device.named("my board", DeviceKind.BOARD);
        String rows = IntStream.range(0, 6)
                .mapToObj(n -> "net" + n + ",runtime,1," + (n + 1) + ",ms\n")
                .collect(Collectors.joining("", "network,runtime,threads,value,unit\n", ""));
        Path file = Files.writeString(home.resolve("rows.csv"), rows);
        DeviceFiles.add(
                home,
                own,
                RowsCsv.read(file, DEVICES.context(own, KnownVariants::few).of(board)));
        DeviceCatalogue with = DeviceCatalogue.load(List.of(DeviceFiles.folder(home)));
        String target = with.targets("my-board").get(0).id();

        TargetEstimates nothing = PoolEstimates.of(with, new VariantFeatures(models), Metric.LATENCY)
                .on(target);

        assertEquals(List.of(), nothing.leftOut());
        assertInstanceOf(
                MetricEstimate.NotPredicted.class, nothing.estimate(models.build(models.model("resnet/resnet18"))));
    }
}
