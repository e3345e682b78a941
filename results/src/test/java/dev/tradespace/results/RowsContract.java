package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.measurement.RowQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Measurements and the rows they make: the same on every database. */
abstract class RowsContract extends StoreTest {
    @Test
    void keepsEveryFigureWithItsOriginExactly() {
        Results results = open();
        Subject subject = Trials.subject("resnet/a", Trials.TARGET, Protocol.QUICK, Trials.everyOrigin());
        Reading reading = Trials.reading(3.7);
        LatencySummary summary = Objects.requireNonNull(reading.timing()).summary();
        Map<Metric, Figure> figures = new EnumMap<>(Trials.everyOrigin());
        figures.put(Metric.LATENCY, summary.latency());
        figures.put(Metric.THROUGHPUT, new Figure.Measured(summary.throughput(), null, "mean of 101 queries"));
        figures.put(Metric.MEMORY, reading.figure(Metric.MEMORY));
        figures.put(Metric.ENERGY, reading.figure(Metric.ENERGY));

        ResultRow row = measure(results, subject, reading);

        assertEquals(
                new ResultRow(
                        row.id(),
                        ModelId.parse("resnet/a"),
                        subject.key(),
                        figures,
                        summary,
                        true,
                        List.of(),
                        null,
                        NOW,
                        new Provenance("", null, Conditions.of(reading.environment()), PluginOrigin.UNKNOWN)),
                row);
        assertEquals(Optional.of(row), results.measurements().row(row.id()));
        assertEquals(
                Optional.of(Objects.requireNonNull(reading.timing()).samples()),
                results.measurements().samples(row.id()));
        assertEquals(reading.environment(), results.measurements().environment(row.id()));
    }

    @Test
    void keepsWhatDisturbedAMeasurement() {
        ResultRow row = measure(open(), Trials.subject("resnet/a"), Trials.noisy(3));

        assertEquals(List.of("other processes took 14% of the CPU"), row.disturbances());
        assertFalse(row.warmupSettled());
    }

    @Test
    void keepsSamplesThatAreTooManyOrTooFewForOneValue() {
        Results results = open();
        Samples extreme = Samples.ofNanos(1, Long.MAX_VALUE, 1, 127, 128, 1L << 35);
        Samples many = Samples.ofNanos(LongStream.range(0, 250_001)
                .map(i -> 1 + (i * 2_654_435_761L & 0xfffff))
                .toArray());

        for (Samples samples : List.of(extreme, many, Samples.ofNanos(42))) {
            Reading like = Trials.reading(1);
            Reading reading = Reading.of(
                    new Timing(samples, 0, true),
                    Map.of(Metric.MEMORY, like.figure(Metric.MEMORY), Metric.ENERGY, like.figure(Metric.ENERGY)),
                    like.disturbances(),
                    like.environment());
            ResultRow row = measure(results, Trials.subject("resnet/a"), reading);

            assertEquals(Optional.of(samples), results.measurements().samples(row.id()));
            assertEquals(LatencySummary.of(samples), row.latency());
        }
    }

    @Test
    void keepsFiguresOfAnyOriginWithoutASample() {
        Results results = open();
        Map<Metric, Figure> figures = Map.of(
                Metric.LATENCY, new Figure.Estimated(12.5, new Interval(10, 16), "a model of the target"),
                Metric.ENERGY, new Figure.Published(0.25, "a data sheet, 2026"),
                Metric.MEMORY, new Figure.Unavailable("nobody has published it"));
        Reading reading = new Reading(figures, null, List.of(), Map.of("started", "never"), null);

        ResultRow row = measure(results, Trials.subject("resnet/a"), reading);

        figures.forEach((metric, figure) -> assertEquals(figure, row.figure(metric)));
        assertEquals(new Figure.Unavailable("not measured"), row.figure(Metric.THROUGHPUT));
        assertNull(row.latency());
        assertNull(row.failure());
        assertTrue(row.warmupSettled());
        assertEquals(Optional.empty(), results.measurements().samples(row.id()));
        assertEquals(Optional.of(row), results.measurements().row(row.id()));
        measure(results, Trials.subject("resnet/b"), Trials.reading(20));
        assertEquals(List.of("resnet/a", "resnet/b"), variants(results, order(Metric.LATENCY, 0, 100)));
    }

    @Test
    void aMetricThatADatabaseWasMadeWithoutGetsItsColumn() throws SQLException {
        Results before = open();
        ResultRow old = measure(before, Trials.subject("resnet/a"), Trials.reading(1));
        before.close();
        execute("DROP INDEX measurement_by_energy", "ALTER TABLE measurement DROP COLUMN energy");

        Results results = open();
        measure(results, Trials.subject("resnet/b"), withMemoryAndEnergy(3));
        measure(results, Trials.subject("resnet/c"), withMemoryAndEnergy(2));

        assertEquals(Optional.of(old), results.measurements().row(old.id()));
        assertEquals(List.of("resnet/c", "resnet/b", "resnet/a"), variants(results, order(Metric.ENERGY, 0, 100)));
        results.close();
        execute("DROP INDEX measurement_by_energy");
    }

    @Test
    void aFailedTrialIsARowWithItsReason() {
        Results results = open();

        ResultRow row = failing(results, Trials.subject("resnet/a"));

        assertEquals(Trials.HUNG.reason(), row.failure());
        assertNull(row.latency());
        for (Metric metric : List.of(Metric.LATENCY, Metric.THROUGHPUT, Metric.MEMORY, Metric.ENERGY)) {
            assertEquals(new Figure.Unavailable(Trials.HUNG.reason()), row.figure(metric));
        }
        assertEquals(Trials.counted(25_557_032), row.figure(Metric.PARAMETERS));
        assertEquals(Optional.empty(), results.measurements().samples(row.id()));
        assertEquals(Map.of("errorOutput", "last words"), results.measurements().environment(row.id()));
    }

    @Test
    void keepsTheEndOfAnEndlessErrorOutput() {
        Results results = open();
        results.sweeps().create(Trials.spec(), List.of(Trials.subject("resnet/a")));
        Lease lease = lease(results);

        assertTrue(results.jobs()
                .fail(lease, new Outcome.Failure("it died", "x".repeat(3_000_000) + "the end", false), Trials.SECOND)
                .isPresent());

        String kept = results.measurements()
                .environment(
                        results.measurements().rowOf(lease.job()).orElseThrow().id())
                .getOrDefault("errorOutput", "");
        assertTrue(kept.endsWith("xthe end"), kept.substring(Math.max(0, kept.length() - 20)));
    }

    @Test
    void showsTheLatestMeasurementOfAKey() {
        Results results = open();
        ResultRow old = measure(results, Trials.subject("resnet/a"), Trials.reading(5));
        ResultRow latest = measure(results, Trials.subject("resnet/a"), Trials.reading(4));
        ResultRow longer =
                measure(results, Trials.subject("resnet/a", Trials.TARGET, Protocol.LONG), Trials.reading(6));

        assertEquals(
                new Page<>(List.of(longer, latest), 2), results.measurements().rows(RowQuery.all()));
        assertEquals(Optional.of(old), results.measurements().row(old.id()));
    }

    @Test
    void aFailureHidesNoMeasurementAndAMeasurementEndsAFailure() {
        Results results = open();
        failing(results, Trials.subject("resnet/a"));
        ResultRow secondFailure = failing(results, Trials.subject("resnet/a"));
        assertEquals(
                List.of(secondFailure),
                results.measurements().rows(RowQuery.all()).items());

        ResultRow good = measure(results, Trials.subject("resnet/a"), Trials.reading(4));
        failing(results, Trials.subject("resnet/a"));

        assertEquals(new Page<>(List.of(good), 1), results.measurements().rows(RowQuery.all()));
    }

    @Test
    void aSweepShowsWhatItGaveItself() {
        Results results = open();
        ResultRow first = measure(results, Trials.subject("resnet/a"), Trials.reading(5));
        ResultRow second = failing(results, Trials.subject("resnet/a"));
        List<Long> sweeps = results.sweeps().page(0, 2).items().stream()
                .map(sweep -> sweep.id())
                .toList();

        assertEquals(new Page<>(List.of(second), 1), results.measurements().rows(sweep(sweeps.get(0))));
        assertEquals(new Page<>(List.of(first), 1), results.measurements().rows(sweep(sweeps.get(1))));
    }

    @Test
    void filtersByEverythingAtOnce() {
        Results results = open();
        for (String variant : List.of("resnet/a", "resnet/b", "vit/c")) {
            for (String target : List.of(Trials.TARGET, Trials.OTHER_TARGET)) {
                measure(results, Trials.subject(variant, target, Protocol.QUICK), Trials.reading(3));
            }
        }
        measure(results, Trials.subject("resnet/a", Trials.TARGET, Protocol.LONG), Trials.reading(3));

        assertEquals(
                3,
                variants(results, query(List.of("resnet/a"), List.of(), List.of(), null, null))
                        .size());
        assertEquals(
                4,
                variants(results, query(List.of("vit/c", "resnet/b"), List.of(), List.of(), null, null))
                        .size());
        assertEquals(
                2,
                variants(results, query(List.of(), List.of("vit"), List.of(), null, null))
                        .size());
        assertEquals(
                List.of("vit/c", "resnet/b", "resnet/a"),
                variants(results, query(List.of(), List.of(), List.of(Trials.OTHER_TARGET), null, null)));
        assertEquals(
                0,
                variants(results, query(List.of(), List.of(), List.of(), "cifar10", null))
                        .size());
        assertEquals(
                List.of("resnet/a"),
                variants(
                        results,
                        query(
                                List.of("resnet/a"),
                                List.of("resnet", "vit"),
                                List.of(Trials.TARGET, Trials.OTHER_TARGET),
                                Trials.DATASET,
                                Protocol.LONG)));
        assertEquals(
                0,
                variants(results, query(List.of("' OR 1=1 --"), List.of(), List.of(), null, null))
                        .size());
    }

    @Test
    void sortsByAnyMetricBetterFirstAndUnavailableLast() {
        Results results = open();
        measure(results, Trials.subject("resnet/none", Trials.TARGET, Protocol.QUICK, Map.of()), unknown(7));
        for (double value : List.of(3.0, 1.0, 2.0)) {
            Map<Metric, Figure> known = new EnumMap<>(Metric.class);
            for (Metric metric : List.of(Metric.ACCURACY, Metric.PARAMETERS, Metric.MACS, Metric.MODEL_SIZE)) {
                known.put(metric, Trials.counted(value));
            }
            measure(
                    results,
                    Trials.subject("resnet/" + value, Trials.TARGET, Protocol.QUICK, known),
                    withMemoryAndEnergy(value));
        }
        failing(results, Trials.subject("resnet/failed", Trials.TARGET, Protocol.QUICK, Map.of()));

        for (Metric metric : Metric.values()) {
            List<Optional<Double>> sorted = results.measurements().rows(order(metric, 0, 100)).items().stream()
                    .map(row -> row.figure(metric).value().stream().boxed().findFirst())
                    .toList();

            List<Double> known = sorted.stream().flatMap(Optional::stream).toList();
            boolean always = metric == Metric.LATENCY || metric == Metric.THROUGHPUT;
            assertEquals(always ? 4 : 3, known.size(), metric.id());
            assertEquals(
                    known.stream()
                            .sorted(Comparator.comparingDouble(metric.goal()::asCost))
                            .toList(),
                    known,
                    metric.id());
            assertTrue(sorted.subList(known.size(), 5).stream().allMatch(Optional::isEmpty), metric + ": " + sorted);
        }
    }

    @Test
    void pagesThroughASortedListWithoutLosingOrRepeatingARow() {
        Results results = open();
        for (int i = 0; i < 7; i++) {
            measure(results, Trials.subject("resnet/r" + i), Trials.reading(3));
        }

        List<Long> ids = new ArrayList<>();
        for (int offset = 0; offset < 9; offset += 3) {
            Page<ResultRow> page = results.measurements().rows(order(Metric.LATENCY, offset, 3));
            assertEquals(7, page.total());
            page.items().forEach(row -> ids.add(row.id()));
        }

        assertEquals(7, ids.stream().distinct().count());
        assertEquals(7, ids.size());
    }

    @Test
    void measuringOneKeyFromManySidesAtOnceShowsOneRow() throws Exception {
        List<Results> stores = List.of(open(), open());
        List<Subject> subjects =
                IntStream.range(0, 40).mapToObj(i -> Trials.subject("resnet/a")).toList();
        stores.get(0).sweeps().create(Trials.spec(), subjects);
        List<Callable<Integer>> lanes = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(lane -> () -> {
                    for (int i = 0; i < 10; i++) {
                        Results store = stores.get(lane % 2);
                        assertTrue(store.jobs()
                                .complete(lease(store), Trials.reading(4), Trials.SECOND)
                                .isPresent());
                    }
                    return lane;
                })
                .toList();

        assertEquals(4, StoreTest.inParallel(lanes).size());

        Page<ResultRow> rows = stores.get(1).measurements().rows(RowQuery.all());
        assertEquals(1, rows.total());
        assertEquals(40, rows.items().get(0).id());
    }

    private static RowQuery sweep(long id) {
        return new RowQuery(List.of(), List.of(), List.of(), null, null, id, null, 0, 100);
    }

    static RowQuery order(Metric metric, int offset, int limit) {
        return new RowQuery(List.of(), List.of(), List.of(), null, null, null, metric, offset, limit);
    }

    private static RowQuery query(
            List<String> variants,
            List<String> families,
            List<String> targets,
            @Nullable String dataset,
            @Nullable Protocol protocol) {
        return new RowQuery(variants, families, targets, dataset, protocol, null, null, 0, 100);
    }

    private static List<String> variants(Results results, RowQuery query) {
        Page<ResultRow> page = results.measurements().rows(query);
        assertEquals(page.items().size(), page.total());
        return page.items().stream().map(row -> row.model().toString()).toList();
    }

    private static Reading unknown(double millis) {
        Reading known = Trials.reading(millis);
        Figure none = new Figure.Unavailable("not here");
        return Reading.of(
                new Timing(Objects.requireNonNull(known.timing()).samples(), 0, true),
                Map.of(Metric.MEMORY, none, Metric.ENERGY, none),
                known.disturbances(),
                known.environment());
    }

    private static Reading withMemoryAndEnergy(double value) {
        Reading known = Trials.reading(value);
        Figure figure = Trials.counted(value);
        return Reading.of(
                new Timing(Objects.requireNonNull(known.timing()).samples(), 0, true),
                Map.of(Metric.MEMORY, figure, Metric.ENERGY, figure),
                known.disturbances(),
                known.environment());
    }

    @Test
    void findsTheModelOfAShortName() {
        Results results = open();
        String id = "mobilenet/v2-1.0[blocksOfTheFirstStage=1,blocksOfTheSecondStage=1,width=0.5]";
        measure(results, Trials.subject(id), Trials.reading(1));
        measure(results, Trials.subject(id.replace("0.5", "0.75")), Trials.reading(2));

        assertEquals(Optional.of(id), results.variant(ModelId.parse(id).shortName()));
        assertEquals(Optional.of("resnet/a"), results.variant("resnet/a"), "no short name");
        assertEquals(Optional.empty(), results.variant("mobilenet/v2-1.0~0000000000"));
        assertEquals(Optional.empty(), results.variant("other/v2~0000000000"));
    }
}
