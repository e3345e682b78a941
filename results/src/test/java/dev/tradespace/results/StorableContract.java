package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.measurement.RowQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a plugin, a strategy or a worker may say, and a database cannot hold: every outcome ends its job all the same. */
abstract class StorableContract extends StoreTest {
    @Test
    void textsThatCannotBeStoredAreCleaned() {
        Results results = open();
        sweep(results, 3);
        String text = "a\0b \uD83D c \uDE00 \uD83D\uDE00";
        String clean = "a\uFFFDb \uFFFD c \uFFFD \uD83D\uDE00";

        assertTrue(results.jobs()
                .retry(lease(results), new Outcome.Failure(text, text, true))
                .isPresent());
        assertEquals(clean, results.sweeps().jobs(1, 0, 1).items().get(0).reason());
        Lease failing = lease(results);
        assertTrue(results.jobs()
                .fail(failing, new Outcome.Failure(text, text, false), Trials.SECOND)
                .isPresent());
        assertEquals(
                clean, results.measurements().rowOf(failing.job()).orElseThrow().failure());
        Reading calm = Trials.reading(4);
        Lease done = lease(results);
        assertTrue(results.jobs()
                .complete(
                        done,
                        Reading.of(
                                new Timing(
                                        Objects.requireNonNull(calm.timing()).samples(),
                                        Objects.requireNonNull(calm.timing()).warmupRuns(),
                                        true),
                                Map.of(
                                        Metric.MEMORY,
                                        calm.figure(Metric.MEMORY),
                                        Metric.ENERGY,
                                        new Figure.Unavailable(text)),
                                List.of(text),
                                Map.of("cpu", text)),
                        Trials.SECOND)
                .isPresent());
        ResultRow row = results.measurements().rowOf(done.job()).orElseThrow();
        assertTrue(Objects.requireNonNull(
                        results.measurements().environment(row.id()).get("cpu"))
                .endsWith("\uD83D\uDE00"));
        assertEquals(
                0,
                results.measurements()
                        .rows(new RowQuery(List.of(text), List.of(), List.of(), text, null, null, null, 0, 1))
                        .total());
        long search = results.searches()
                .create("{}", new SearchState.Chosen("random", Map.of(), text))
                .id();
        assertTrue(results.searches().end(search, SearchState.Status.FAILED, text));
        assertEquals(clean, results.searches().find(search).orElseThrow().reason());
    }

    @Test
    void aReasonOfAnyLengthEndsItsJob() {
        Results results = open();
        sweep(results, 1);
        Lease lease = lease(results);

        assertTrue(results.jobs()
                .fail(lease, new Outcome.Failure("long ".repeat(1_000_000), "", false), Trials.SECOND)
                .isPresent());

        String kept = String.valueOf(
                results.measurements().rowOf(lease.job()).orElseThrow().failure());
        assertTrue(kept.endsWith("... (5000000 characters)"), kept.substring(kept.length() - 40));
    }

    @Test
    void aJobWhoseModelNoRowCanNameStillEnds() {
        Results results = open();
        StringBuilder name = new StringBuilder("resnet/");
        new Random(7).ints(2_000_000, 'a', 'z').forEach(c -> name.append((char) c));
        RowKey key = new RowKey("digest", "random:7", Trials.TARGET, Trials.DATASET, Protocol.QUICK);
        // H2 has no more than 1,048,576 characters in a text, PostgreSQL 2,704 bytes in an index.
        String variant = name.substring(0, 1_048_576);
        results.sweeps().create(Trials.spec(), List.of(new Subject(ModelId.parse(variant), key, Map.of())));
        Lease lease = lease(results);
        try {
            assertTrue(results.jobs()
                    .complete(lease, Trials.reading(4), Trials.SECOND)
                    .isPresent());
        } catch (ResultsException unstorable) {
            assertEquals(ResultsException.Reason.UNSTORABLE, unstorable.reason(), unstorable.getMessage());
            assertTrue(results.jobs().fail(lease, Trials.HUNG, Trials.SECOND).isPresent());
        }

        assertEquals(
                SweepState.Status.FINISHED,
                results.sweeps().find(lease.sweep()).orElseThrow().status());
    }

    private static void sweep(Results results, int jobs) {
        assertEquals(
                jobs,
                results.sweeps()
                        .create(
                                Trials.spec(),
                                IntStream.range(0, jobs)
                                        .mapToObj(i -> Trials.subject("resnet/r" + i))
                                        .toList())
                        .total());
    }
}
