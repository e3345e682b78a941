package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.job.JobQueue;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.results.measurement.RowQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sweeps, their jobs and leases: the same on every database. */
abstract class ResultsContract extends StoreTest implements JobQueueContract {
    private @Nullable Results kept;

    private Results results() {
        Results known = kept == null ? open() : kept;
        kept = known;
        return known;
    }

    @Override
    public JobQueue queue() {
        return results().jobs();
    }

    @Override
    public JobQueue sameQueue() {
        return open().jobs();
    }

    @Override
    public long sweep(List<Subject> subjects) {
        return results().sweeps().create(Trials.spec(), subjects).id();
    }

    @Override
    public boolean cancel(long sweep) {
        return results().sweeps().cancel(sweep);
    }

    @Override
    public SweepState state(long sweep) {
        return results().sweeps().find(sweep).orElseThrow();
    }

    @Override
    public List<JobState> jobs(long sweep) {
        return results().sweeps().jobs(sweep, 0, 1000).items();
    }

    @Override
    public long rows() {
        return results().measurements().rows(RowQuery.all()).total();
    }

    @Test
    void keepsASweepAsItWasAskedFor() {
        Results results = open();

        SweepState made = results.sweeps()
                .create(Trials.spec(), List.of(Trials.subject("resnet/resnet50"), Trials.subject("vit/b16")));

        assertEquals(new SweepState(made.id(), Trials.spec(), SweepState.Status.ACTIVE, 2, 0, 0, 0, NOW, null), made);
        assertEquals(Optional.of(made), results.sweeps().find(made.id()));
        assertEquals(
                List.of("resnet/resnet50", "vit/b16"),
                results.sweeps().jobs(made.id(), 0, 10).items().stream()
                        .map(job -> job.model().toString())
                        .toList());
        assertEquals(Optional.empty(), results.sweeps().find(made.id() + 1));
    }

    @Test
    void refusesASweepWithoutJobs() {
        Results results = open();

        assertThrows(IllegalArgumentException.class, () -> results.sweeps().create(Trials.spec(), List.of()));
        assertEquals(0, results.sweeps().page(0, 10).total());
    }

    @Test
    void listsSweepsNewestFirstPageByPage() {
        Results results = open();
        List<Long> ids = IntStream.range(0, 5)
                .mapToObj(i -> results.sweeps()
                        .create(Trials.spec(), List.of(Trials.subject("resnet/r" + i)))
                        .id())
                .toList();

        Page<SweepState> page = results.sweeps().page(1, 2);

        assertEquals(5, page.total());
        assertEquals(
                List.of(ids.get(3), ids.get(2)),
                page.items().stream().map(SweepState::id).toList());
        assertEquals(new Page<>(List.of(), 5), results.sweeps().page(5, 2));
    }

    @Test
    void pagesTheJobsOfASweep() {
        Results results = open();
        long sweep = sweepOf(results, 5);
        sweepOf(results, 1);

        Page<JobState> page = results.sweeps().jobs(sweep, 3, 10);

        assertEquals(5, page.total());
        assertEquals(
                List.of("resnet/r3", "resnet/r4"),
                page.items().stream().map(job -> job.model().toString()).toList());
    }

    @Test
    void knowsHowLongASweepWillTake() {
        Results results = open();
        long sweep = sweepOf(results, 3);

        assertTrue(results.jobs()
                .complete(lease(results), Trials.reading(4), Duration.ofSeconds(3))
                .isPresent());
        assertTrue(results.jobs()
                .fail(lease(results), Trials.HUNG, Duration.ofSeconds(5))
                .isPresent());
        lease(results);
        SweepState during = results.sweeps().find(sweep).orElseThrow();

        assertEquals(
                List.of(SweepState.Status.ACTIVE, 3, 1, 1, 1),
                List.of(during.status(), during.total(), during.done(), during.failed(), during.running()));
        assertEquals(Duration.ofSeconds(4), during.left(), "the mean of 3 s and 5 s, once");
        assertEquals(1, results.jobs().releaseAll("home"));
        assertTrue(results.jobs()
                .complete(lease(results), Trials.reading(4), Duration.ofSeconds(1))
                .isPresent());
        assertEquals(
                SweepState.Status.FINISHED,
                results.sweeps().find(sweep).orElseThrow().status());
    }

    @Test
    void saysWhatItIs() {
        StoreFacts facts = open().facts();
        assertTrue(facts.database().matches("(H2|PostgreSQL) [0-9.]+"), facts::toString);
        assertTrue(Integer.parseInt(facts.schema()) >= 3, facts::toString);
    }

    @Test
    void aFinishedSweepCannotBeCancelled() {
        Results results = open();
        long sweep = sweepOf(results, 1);
        assertTrue(results.jobs()
                .complete(lease(results), Trials.reading(4), Trials.SECOND)
                .isPresent());

        assertFalse(results.sweeps().cancel(sweep));

        assertEquals(
                SweepState.Status.FINISHED,
                results.sweeps().find(sweep).orElseThrow().status());
    }

    @Test
    void whatWasCommittedIsThereWhenOpenedAgain() {
        Results first = open();
        long sweep = sweepOf(first, 2);
        Lease lease = lease(first);
        assertTrue(first.jobs().complete(lease, Trials.noisy(4), Trials.SECOND).isPresent());
        var row = first.measurements().rowOf(lease.job()).orElseThrow();
        SweepState state = first.sweeps().find(sweep).orElseThrow();
        first.close();

        Results second = open();

        assertEquals(Optional.of(row), second.measurements().row(row.id()));
        assertEquals(Optional.of(state), second.sweeps().find(sweep));
        assertEquals("resnet/r1", lease(second).subject().model().toString());
    }

    private static long sweepOf(Results results, int jobs) {
        return results.sweeps()
                .create(
                        Trials.spec(),
                        IntStream.range(0, jobs)
                                .mapToObj(i -> Trials.subject("resnet/r" + i))
                                .toList())
                .id();
    }
}
