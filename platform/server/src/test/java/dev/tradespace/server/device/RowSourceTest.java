package dev.tradespace.server.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.devices.row.VariantFeatures;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.server.ToyDevices;
import dev.tradespace.server.Toys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One place knows which rows come from the store and which from the catalogue of devices. */
class RowSourceTest {
    private static final String HERE = "toy-cpu/one";
    private static final String IMAGENET = "imagenet-1k";

    @TempDir
    private Path home;

    private Catalogue models;
    private Results results;
    private DeviceRows devices;
    private RowSource source;

    @BeforeEach
    void open() throws IOException {
        ToyDevices.write(home);
        models = Toys.catalogue();
        results = Toys.store(home);
        devices = new DeviceRows(
                ToyDevices.catalogue(home), models, MetricEstimates.NONE, MetricEstimates.NONE, Set.of(HERE));
        source = new RowSource(results, devices, Set.of(HERE));
    }

    @AfterEach
    void close() {
        results.close();
        models.close();
    }

    /** A model that was measured here. */
    private void measured(String variant, int millis) {
        Toys.sweep(results, List.of(variant), List.of(HERE));
        Lease lease = results.jobs()
                .lease(Toys.DEVICE, "home", Duration.ofHours(1))
                .orElseThrow()
                .lease();
        assertTrue(results.jobs()
                .complete(lease, Toys.reading(64, millis * 1_000_000L), Duration.ofSeconds(1))
                .isPresent());
    }

    private static RowQuery query(List<String> targets, @Nullable Metric order, int offset, int limit) {
        return new RowQuery(List.of(), List.of(), targets, null, null, null, order, offset, limit);
    }

    private static List<String> told(Page<ResultRow> page) {
        return page.items().stream()
                .map(row -> row.key().target() + " " + row.model())
                .toList();
    }

    @Test
    void rowsOfHereAndElsewhereAreSortedAndPagedTogether() {
        measured("toy/small", 5);
        List<String> sorted = List.of(
                ToyDevices.BOARD + " toy/small",
                HERE + " toy/small",
                ToyDevices.BOARD + " toy/large",
                ToyDevices.BOARD + " toy/silent");
        List<String> targets = List.of(HERE, ToyDevices.BOARD, ToyDevices.BOARD);

        assertEquals(sorted, told(source.rows(query(targets, Metric.LATENCY, 0, 10))));
        Page<ResultRow> page = source.rows(query(targets, Metric.LATENCY, 1, 2));
        assertEquals(sorted.subList(1, 3), told(page));
        assertEquals(4, page.total());
        assertEquals(List.of(), told(source.rows(query(targets, Metric.LATENCY, 4, 2))));
    }

    @Test
    void rowsElsewhereAreShownOnlyWhereTheirTargetIsNamed() {
        measured("toy/small", 5);

        assertEquals(List.of(HERE + " toy/small"), told(source.rows(query(List.of(), null, 0, 100))));
        assertEquals(1, source.strata(List.of()).size(), "of the store alone: " + source.strata(List.of()));
        assertEquals(
                List.of(HERE, ToyDevices.PHONE),
                source.strata(List.of(ToyDevices.PHONE, ToyDevices.PHONE)).stream()
                        .map(stratum -> stratum.target())
                        .toList());
    }

    @Test
    void everyFilterHoldsForRowsElsewhere() {
        String conditions = source.conditions(ToyDevices.BOARD);
        List<String> board = List.of(ToyDevices.BOARD);
        List<String> none = List.of();
        int all = 100;
        assertEquals(
                List.of(ToyDevices.BOARD + " toy/large"),
                told(source.rows(new RowQuery(
                        List.of("toy/large"),
                        List.of("toy"),
                        board,
                        IMAGENET,
                        "",
                        conditions,
                        null,
                        null,
                        null,
                        0,
                        all))));
        Stream.of(
                        new RowQuery(List.of("toy/other"), none, board, null, null, null, null, 0, all),
                        new RowQuery(none, List.of("resnet"), board, null, null, null, null, 0, all),
                        new RowQuery(none, none, board, "pets", null, null, null, 0, all),
                        new RowQuery(none, none, board, null, "77ab", null, null, null, null, 0, all),
                        new RowQuery(none, none, board, null, null, "c0ffee", null, null, null, 0, all),
                        new RowQuery(none, none, board, null, Protocol.QUICK, null, null, 0, all),
                        new RowQuery(none, none, board, null, null, 1L, null, 0, all))
                .forEach(query -> assertEquals(List.of(), told(source.rows(query)), query::toString));
    }

    @Test
    void aTargetOfThisMachineHidesTheOneOfTheSameId() {
        Set<String> board = Set.of(ToyDevices.BOARD);
        DeviceRows hidden =
                new DeviceRows(ToyDevices.catalogue(home), models, MetricEstimates.NONE, MetricEstimates.NONE, board);
        RowSource hiding = new RowSource(results, hidden, board);

        assertTrue(source.published(ToyDevices.BOARD));
        assertFalse(hiding.published(ToyDevices.BOARD));
        assertTrue(hiding.knows(ToyDevices.BOARD));
        assertEquals(List.of(), told(hiding.rows(query(List.of(ToyDevices.BOARD), null, 0, 10))));
        assertEquals(List.of(), hiding.strata(List.of(ToyDevices.BOARD)));
        MetricEstimates measured =
                new MeasuredEstimates(results, models, new VariantFeatures(models), PresentConditions.UNKNOWN);
        assertFalse(new TargetsElsewhere(hidden, measured).knows(ToyDevices.BOARD));
        assertTrue(new TargetsElsewhere(devices, measured).knows(ToyDevices.BOARD));
    }

    @Test
    void aFrontElsewhereIsOfOneTargetAndLeavesOutWhatIsNotKnown() {
        TargetFront front = source.front(front(ToyDevices.BOARD, source.conditions(ToyDevices.BOARD), null));

        assertEquals(
                List.of("toy/small", "toy/large"),
                front.members().stream().map(row -> row.model().toString()).toList());
        assertEquals(1, front.incomplete().size(), "nobody has published the third");
        assertEquals(
                List.of(),
                source.front(front(ToyDevices.BOARD, source.conditions(ToyDevices.PHONE), null))
                        .members());
        assertEquals(
                List.of(),
                source.front(front(ToyDevices.BOARD, source.conditions(ToyDevices.BOARD), Protocol.LONG))
                        .members());
    }

    private static FrontQuery front(String target, String conditions, @Nullable Protocol protocol) {
        return new FrontQuery(target, IMAGENET, "", conditions, protocol, List.of(Metric.ACCURACY, Metric.LATENCY));
    }

    @Test
    void negativeIdsAreOfTheCatalogueAndOthersOfTheStore() {
        measured("toy/small", 5);
        ResultRow elsewhere = source.rows(query(List.of(ToyDevices.BOARD), null, 0, 1))
                .items()
                .get(0);
        ResultRow here = source.rows(query(List.of(HERE), null, 0, 1)).items().get(0);

        assertEquals(Optional.of(elsewhere), source.row(elsewhere.id()));
        assertEquals(Optional.of(here), source.row(here.id()));
        assertEquals(0, source.samples(elsewhere.id()).size());
        assertEquals(64, source.samples(here.id()).size());
        assertEquals("Toy Board", source.environment(elsewhere.id()).get("device"));
        assertEquals("a toy", source.environment(here.id()).get("cpu"));
        assertEquals(Optional.empty(), source.row(Long.MIN_VALUE));
        assertEquals(Map.of(), source.environment(Long.MIN_VALUE));
    }

    @Test
    void namesTargetsThatSomebodyMayHaveMeant() {
        assertEquals(Optional.of(ToyDevices.BOARD), source.similar("toy-board/ncnn-int8-1t"));
        assertEquals(Optional.of(ToyDevices.BOARD), source.similar("toy-board"));
        assertEquals(Optional.of(ToyDevices.BOARD), source.similar("Acme Toy Board v2/ncnn"), "an alias");
        assertEquals(Optional.of(ToyDevices.BOARD), source.similar("TOY_BOARD"), "another spelling");
        assertEquals(
                Optional.of(ToyDevices.BOARD + ", " + ToyDevices.PHONE + ", " + ToyDevices.PHONE_INT8),
                source.similar("toy"));
        assertTrue(
                source.similar("raspberry-pi-5/x").orElse("").matches("raspberry-pi-5/.*, .* and [0-9]+ more"),
                () -> source.similar("raspberry-pi-5/x").toString());
        assertEquals(
                "there is no target toy-board/x; here are toy-cpu/one, and of devices elsewhere " + ToyDevices.BOARD,
                source.unknown("toy-board/x"));
        assertEquals("there is no target zz; here are toy-cpu/one", source.unknown("zz"));
        for (String nothing : List.of("", "/", "zz", "???", "no-such-device/x", "x".repeat(9000))) {
            assertEquals(Optional.empty(), source.similar(nothing), nothing);
        }
    }
}
