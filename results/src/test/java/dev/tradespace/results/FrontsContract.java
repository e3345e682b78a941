package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.pareto.Front;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.results.measurement.RowQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fronts from the store are those of the api's dominance over the rows that the store shows: the same on every database. */
abstract class FrontsContract extends StoreTest {
    private static final List<List<Metric>> OBJECTIVES = List.of(
            List.of(Metric.LATENCY),
            List.of(Metric.ACCURACY, Metric.LATENCY),
            List.of(Metric.ACCURACY, Metric.PARAMETERS),
            List.of(Metric.ACCURACY, Metric.LATENCY, Metric.PARAMETERS));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsTheReferenceWhileMeasurementsArriveInAnotherStore(long seed) {
        Results writing = open();
        Results reading = open();
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            sweepAtRandom(writing, random, 30);
            for (List<Metric> objectives : OBJECTIVES) {
                assertIsReference(reading, null, objectives);
                assertIsReference(reading, Protocol.QUICK, objectives);
            }
        }
    }

    @Test
    void takesTheMostThoroughMeasurementOfAModelButAnySuccessBeforeAFailure() {
        Results results = open();
        measure(results, Trials.subject("resnet/a", Trials.TARGET, Protocol.QUICK), Trials.reading(1));
        ResultRow standard =
                measure(results, Trials.subject("resnet/a", Trials.TARGET, Protocol.STANDARD), Trials.reading(2));
        failing(results, Trials.subject("resnet/a", Trials.TARGET, Protocol.LONG));
        failing(results, Trials.subject("resnet/b", Trials.TARGET, Protocol.QUICK));
        ResultRow failed = failing(results, Trials.subject("resnet/b", Trials.TARGET, Protocol.LONG));

        TargetFront front = results.fronts()
                .front(new FrontQuery(Trials.TARGET, Trials.DATASET, "", "", null, List.of(Metric.LATENCY)));

        assertEquals(new TargetFront(List.of(standard), List.of(), List.of(failed.id())), front);
    }

    @Test
    void mixesNeitherTargetsNorDatasetsNorProtocols() {
        Results results = open();
        ResultRow here = measure(results, Trials.subject("resnet/a"), Trials.reading(5));
        measure(results, Trials.subject("resnet/b", Trials.OTHER_TARGET, Protocol.QUICK), Trials.reading(1));
        measure(results, Trials.subject("resnet/c", Trials.TARGET, Protocol.LONG), Trials.reading(1));
        List<Metric> latency = List.of(Metric.LATENCY);

        assertEquals(
                List.of(here),
                results.fronts()
                        .front(new FrontQuery(Trials.TARGET, Trials.DATASET, "", "", Protocol.QUICK, latency))
                        .members());
        assertEquals(
                new TargetFront(List.of(), List.of(), List.of()),
                results.fronts().front(new FrontQuery(Trials.TARGET, "cifar10", "", "", null, latency)));
    }

    @Test
    void readersSeeEveryIdBelowOneTheySaw() throws Exception {
        List<Results> stores = List.of(open(), open());
        int jobs = 120;
        stores.get(0)
                .sweeps()
                .create(
                        Trials.spec(),
                        IntStream.range(0, jobs)
                                .mapToObj(i -> Trials.subject("resnet/r" + i))
                                .toList());
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int lane = 0; lane < 3; lane++) {
            Results store = stores.get(lane % 2);
            tasks.add(() -> {
                for (int i = 0; i < jobs / 3; i++) {
                    assertTrue(store.jobs()
                            .complete(lease(store), Trials.reading(1 + i), Trials.SECOND)
                            .isPresent());
                }
                return 0;
            });
        }
        tasks.add(() -> {
            int seen = 0;
            while (seen < jobs) {
                TargetFront front = stores.get(1)
                        .fronts()
                        .front(new FrontQuery(Trials.TARGET, Trials.DATASET, "", "", null, List.of(Metric.LATENCY)));
                List<Long> ids = new ArrayList<>(front.dominated());
                front.members().forEach(row -> ids.add(row.id()));
                seen = ids.size();
                // All keys differ, so every measurement is shown: n ids without a gap are 1 to n.
                assertEquals(
                        IntStream.rangeClosed(1, seen).mapToObj(i -> (long) i).toList(),
                        ids.stream().sorted().toList());
            }
            return seen;
        });

        assertEquals(List.of(0, 0, 0, jobs), StoreTest.inParallel(tasks));
    }

    /** Few models and few values, so that keys are measured again, fail, tie and lack figures. */
    private static void sweepAtRandom(Results results, Random random, int jobs) {
        List<Subject> subjects = IntStream.range(0, jobs)
                .mapToObj(i -> {
                    Map<Metric, Figure> known = new HashMap<>();
                    if (random.nextInt(8) > 0) {
                        known.put(Metric.ACCURACY, new Figure.Published(random.nextInt(6) * 10, "a paper"));
                    }
                    known.put(Metric.PARAMETERS, Trials.counted(random.nextInt(5)));
                    Protocol protocol = List.of(Protocol.values()).get(random.nextInt(3));
                    String target = random.nextInt(5) > 0 ? Trials.TARGET : Trials.OTHER_TARGET;
                    return Trials.subject("resnet/r" + random.nextInt(25), target, protocol, known);
                })
                .toList();
        results.sweeps().create(Trials.spec(), subjects);
        for (int i = 0; i < jobs; i++) {
            Lease lease = lease(results);
            assertTrue(
                    random.nextInt(5) == 0
                            ? results.jobs()
                                    .fail(lease, Trials.HUNG, Trials.SECOND)
                                    .isPresent()
                            : results.jobs()
                                    .complete(lease, Trials.reading(1 + random.nextInt(6)), Trials.SECOND)
                                    .isPresent());
        }
    }

    private static void assertIsReference(Results results, @Nullable Protocol protocol, List<Metric> objectives) {
        List<ResultRow> shown = new ArrayList<>(results.measurements()
                .rows(new RowQuery(
                        List.of(),
                        List.of(),
                        List.of(Trials.TARGET),
                        Trials.DATASET,
                        protocol,
                        null,
                        null,
                        0,
                        RowQuery.MAX_LIMIT))
                .items());
        shown.sort(Comparator.comparingLong(ResultRow::id));
        List<ResultRow> candidates = protocol == null ? mostThorough(shown) : shown;
        Front<ResultRow> reference = Front.of(
                candidates,
                objectives.stream()
                        .map(metric -> new Objective(metric.id(), metric.goal()))
                        .toList(),
                (row, objective) -> row.figure(Metric.find(objective.metric()).orElseThrow())
                        .value());

        TargetFront front =
                results.fronts().front(new FrontQuery(Trials.TARGET, Trials.DATASET, "", "", protocol, objectives));

        List<ResultRow> members = new ArrayList<>(reference.members());
        members.sort(Comparator.<ResultRow>comparingDouble(
                        row -> row.figure(Metric.LATENCY).value().orElse(Double.MAX_VALUE))
                .thenComparingLong(ResultRow::id));
        assertEquals(ids(members), ids(front.members()));
        assertEquals(new TargetFront(members, ids(reference.dominated()), ids(reference.incomplete())), front);
    }

    private static List<ResultRow> mostThorough(List<ResultRow> rows) {
        Comparator<ResultRow> better = Comparator.<ResultRow, Boolean>comparing(row -> row.failure() == null)
                .thenComparing(row -> row.key().protocol());
        return rows.stream()
                .filter(row -> rows.stream()
                        .noneMatch(rival ->
                                rival.key().architecture().equals(row.key().architecture())
                                        && better.compare(rival, row) > 0))
                .toList();
    }

    private static List<Long> ids(List<ResultRow> rows) {
        return rows.stream().map(ResultRow::id).toList();
    }
}
