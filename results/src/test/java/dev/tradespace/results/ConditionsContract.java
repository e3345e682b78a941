package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.Stratum;
import dev.tradespace.results.measurement.RowQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A row is one by its key and the conditions it was measured under: the same on every database. */
abstract class ConditionsContract extends StoreTest {
    static final Conditions TWO_THREADS = new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 2, 1);
    static final Conditions ONE_THREAD = new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 1, 1);

    @Test
    void measurementsOfOneKeyUnderOtherConditionsStandSideBySide() {
        Results results = open();
        Subject subject = Trials.subject("resnet/a");
        ResultRow two = measure(results, subject, Trials.reading(2, TWO_THREADS));
        ResultRow one = measure(results, subject, Trials.reading(4, ONE_THREAD));

        assertEquals(
                List.of(one, two), results.measurements().rows(RowQuery.all()).items(), "newest first");
        assertEquals(TWO_THREADS, two.provenance().conditions());
        assertEquals(ONE_THREAD, one.provenance().conditions());

        ResultRow again = measure(results, subject, Trials.reading(3, TWO_THREADS));

        assertEquals(
                List.of(again, one),
                results.measurements().rows(RowQuery.all()).items(),
                "only the same conditions replace");
    }

    @Test
    void aMeasurementTakesThePlaceOfAFailureUnderItsConditions() {
        Results results = open();
        Subject subject = Trials.subject("resnet/a");
        results.sweeps().create(Trials.spec(), List.of(subject));
        assertTrue(results.jobs()
                .fail(lease(results), Trials.HUNG, TWO_THREADS, Trials.SECOND)
                .isPresent());

        ResultRow row = measure(results, subject, Trials.reading(2, TWO_THREADS));

        assertEquals(List.of(row), results.measurements().rows(RowQuery.all()).items());
    }

    @Test
    void throughputCountsImagesAndLatencyQueries() {
        Conditions batch = new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 2, 8);

        ResultRow row = measure(open(), Trials.subject("resnet/a"), Trials.reading(4, batch));

        assertEquals(4, row.figure(Metric.LATENCY).value().orElseThrow(), "milliseconds of a query");
        assertEquals(2000, row.figure(Metric.THROUGHPUT).value().orElseThrow(), 1e-6, "images in a second");
    }

    @Test
    void aRowKnowsThePluginThatBuiltItsNetwork() {
        Results results = open();
        Subject bare = Trials.subject("toy/a", Trials.TARGET, Protocol.QUICK, Map.of());
        PluginOrigin jar = new PluginOrigin("toy.jar", "0123456789ab");
        Subject subject = new Subject(bare.model(), bare.key(), bare.known(), jar);

        results.sweeps().create(Trials.spec(), List.of(subject));
        Lease lease = lease(results);
        assertTrue(
                results.jobs().complete(lease, Trials.reading(2), Trials.SECOND).isPresent());

        assertEquals(subject, lease.subject());
        assertEquals(
                jar,
                results.measurements()
                        .rowOf(lease.job())
                        .orElseThrow()
                        .provenance()
                        .plugin());
    }

    @Test
    void frontsAreOfOneStratum() {
        Results results = open();
        ResultRow slow = measure(results, Trials.subject("resnet/a"), Trials.reading(9, ONE_THREAD));
        ResultRow fast = measure(results, Trials.subject("resnet/b"), Trials.reading(2, TWO_THREADS));

        assertEquals(
                List.of(
                        new Stratum(Trials.TARGET, Trials.DATASET, "", TWO_THREADS, 1, 0, fast.id()),
                        new Stratum(Trials.TARGET, Trials.DATASET, "", ONE_THREAD, 1, 0, slow.id())),
                results.fronts().strata());
        assertEquals(List.of(fast), front(results, TWO_THREADS));
        assertEquals(List.of(slow), front(results, ONE_THREAD), "however slow beside what two threads do");
        assertEquals(
                List.of(slow),
                results.measurements()
                        .rows(new RowQuery(
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                "",
                                ONE_THREAD.digest(),
                                null,
                                null,
                                null,
                                0,
                                10))
                        .items());
    }

    private static List<ResultRow> front(Results results, Conditions conditions) {
        return results.fronts()
                .front(new FrontQuery(
                        Trials.TARGET, Trials.DATASET, "", conditions.digest(), null, List.of(Metric.LATENCY)))
                .members();
    }
}
