package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.results.job.ModelKey;
import dev.tradespace.results.measurement.RowQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sweeps, jobs and their leases: the same on every database. */
abstract class ResultsContract extends StoreTest {
    @Test
    void keepsASweepAsItWasAskedFor() {
        Results results = open();

        SweepState made =
                results.create(Trials.spec(), List.of(Trials.subject("resnet/resnet50"), Trials.subject("vit/b16")));

        assertEquals(new SweepState(made.id(), Trials.spec(), SweepState.Status.ACTIVE, 2, 0, 0, 0, NOW, null), made);
        assertEquals(Optional.of(made), results.sweep(made.id()));
        assertEquals(
                List.of("resnet/resnet50", "vit/b16"),
                results.jobs(made.id(), 0, 10).items().stream()
                        .map(JobState::variant)
                        .toList());
        assertEquals(Optional.empty(), results.sweep(made.id() + 1));
    }

    @Test
    void refusesASweepWithoutJobs() {
        Results results = open();

        assertThrows(IllegalArgumentException.class, () -> results.create(Trials.spec(), List.of()));
        assertEquals(0, results.sweeps(0, 10).total());
    }

    @Test
    void listsSweepsNewestFirstPageByPage() {
        Results results = open();
        List<Long> ids = IntStream.range(0, 5)
                .mapToObj(i -> results.create(Trials.spec(), List.of(Trials.subject("resnet/r" + i)))
                        .id())
                .toList();

        Page<SweepState> page = results.sweeps(1, 2);

        assertEquals(5, page.total());
        assertEquals(
                List.of(ids.get(3), ids.get(2)),
                page.items().stream().map(SweepState::id).toList());
        assertEquals(new Page<>(List.of(), 5), results.sweeps(5, 2));
    }

    @Test
    void pagesTheJobsOfASweep() {
        Results results = open();
        long sweep = sweepOf(results, 5);
        sweepOf(results, 1);

        Page<JobState> page = results.jobs(sweep, 3, 10);

        assertEquals(5, page.total());
        assertEquals(
                List.of("resnet/r3", "resnet/r4"),
                page.items().stream().map(JobState::variant).toList());
    }

    @Test
    void countsASweepDownToFinished() {
        Results results = open();
        long sweep = sweepOf(results, 3);

        assertTrue(results.complete(lease(results), Trials.reading(4), Duration.ofSeconds(3)));
        assertTrue(results.fail(lease(results), Trials.HUNG, Duration.ofSeconds(5)));
        lease(results);
        SweepState during = results.sweep(sweep).orElseThrow();

        assertEquals(
                List.of(SweepState.Status.ACTIVE, 3, 1, 1, 1),
                List.of(during.status(), during.total(), during.done(), during.failed(), during.running()));
        assertEquals(Duration.ofSeconds(4), during.left(), "the mean of 3 s and 5 s, once");
        assertEquals(1, results.releaseAll("home"));
        assertTrue(results.complete(lease(results), Trials.reading(4), Duration.ofSeconds(1)));
        assertEquals(
                SweepState.Status.FINISHED, results.sweep(sweep).orElseThrow().status());
    }

    @Test
    void saysWhichModelsJobsWaitForOnAnyDevice() {
        Results results = open();
        assertEquals(Set.of(), results.awaited());
        Subject elsewhere = Trials.subject("vit/b16", "other-box/ort-fp32-1t", Protocol.QUICK, Map.of());
        results.create(Trials.spec(), List.of(Trials.subject("resnet/a"), elsewhere));
        Set<ModelKey> both = Set.of(key(Trials.subject("resnet/a")), key(elsewhere));
        assertEquals(both, results.awaited());
        Lease lease = lease(results);
        assertEquals(both, results.awaited(), "what is worked on is needed most");
        assertTrue(results.complete(lease, Trials.reading(4), Duration.ofSeconds(1)));
        assertEquals(Set.of(key(elsewhere)), results.awaited());
    }

    private static ModelKey key(Subject subject) {
        return new ModelKey(subject.key().architecture(), subject.key().weights());
    }

    @Test
    void saysWhatItIs() {
        StoreFacts facts = open().facts();
        assertTrue(facts.database().matches("(H2|PostgreSQL) [0-9.]+"), facts::toString);
        assertTrue(Integer.parseInt(facts.schema()) >= 3, facts::toString);
    }

    @Test
    void leasesJobsOfADeviceInOrderWithTheWholeSubject() {
        Results results = open();
        var known = Trials.everyOrigin();
        var first = Trials.subject("resnet/a", Trials.TARGET, Protocol.LONG, known);
        long sweep = results.create(Trials.spec(), List.of(first, Trials.subject("resnet/b")))
                .id();

        Lease lease = lease(results);

        assertEquals(first, lease.subject());
        assertEquals(List.of(sweep, 1), List.of(lease.sweep(), lease.attempt()));
        assertEquals(Optional.empty(), results.lease("other-device", "home", Trials.MINUTE));
        assertEquals("resnet/b", lease(results).subject().variant());
        assertEquals(Optional.empty(), results.lease(Trials.DEVICE, "home", Trials.MINUTE));
    }

    @Test
    void fourClaimersGetEveryJobOnceAndNoneGoesAwayEmptyWhileJobsWait() throws Exception {
        int jobs = 200;
        List<Results> stores = List.of(open(), open());
        sweepOf(stores.get(0), jobs);
        List<Callable<List<Long>>> claimers = IntStream.range(0, 4)
                .<Callable<List<Long>>>mapToObj(claimer -> () -> {
                    List<Long> claimed = new ArrayList<>();
                    // A claimer that saw no job although one waits would end early, and fewer than all would be
                    // claimed:
                    // each claims its share and not one more.
                    for (int i = 0; i < jobs / 4; i++) {
                        claimed.add(lease(stores.get(claimer % 2)).job());
                    }
                    return claimed;
                })
                .toList();

        List<Long> all = inParallel(claimers).stream().flatMap(List::stream).toList();

        assertEquals(jobs, all.size());
        assertEquals(jobs, new HashSet<>(all).size());
    }

    @Test
    void anExpiredLeaseGoesToTheNextAndTheOldTokenIsRefused() {
        Results results = open();
        long sweep = sweepOf(results, 1);
        Lease old = results.lease(Trials.DEVICE, "home", Duration.ZERO).orElseThrow();

        Lease next = lease(results);

        assertEquals(old.job(), next.job());
        assertTrue(next.token() > old.token());
        assertEquals(1, next.attempt());
        assertFalse(results.complete(old, Trials.reading(4), Trials.SECOND));
        assertFalse(results.fail(old, Trials.HUNG, Trials.SECOND));
        assertFalse(results.retry(old, Trials.HUNG));
        assertFalse(results.putBack(old));
        assertFalse(results.renew(old, Trials.MINUTE));
        assertEquals(0, results.rows(RowQuery.all()).total());
        assertEquals(1, results.sweep(sweep).orElseThrow().running());
        assertTrue(results.complete(next, Trials.reading(4), Trials.SECOND));
        assertFalse(results.complete(next, Trials.reading(5), Trials.SECOND));
        assertEquals(1, results.rows(RowQuery.all()).total());
    }

    @Test
    void aLateWorkerMayStillAnswerWhileNobodyTookItsJob() {
        Results results = open();
        sweepOf(results, 1);
        Lease late = results.lease(Trials.DEVICE, "home", Duration.ZERO).orElseThrow();

        assertTrue(results.complete(late, Trials.reading(4), Trials.SECOND));
    }

    @Test
    void aRenewedLeaseIsNotTaken() {
        Results results = open();
        sweepOf(results, 1);
        Lease lease = results.lease(Trials.DEVICE, "home", Duration.ZERO).orElseThrow();

        assertTrue(results.renew(lease, Trials.MINUTE));

        assertEquals(Optional.empty(), results.lease(Trials.DEVICE, "home", Trials.MINUTE));
    }

    @Test
    void aRetriedJobWaitsAgainWithItsReason() {
        Results results = open();
        long sweep = sweepOf(results, 1);

        assertTrue(results.retry(lease(results), Trials.HUNG));

        JobState job = results.jobs(sweep, 0, 1).items().get(0);
        assertEquals(JobState.Status.READY, job.status());
        assertEquals(Trials.HUNG.reason(), job.reason());
        Lease second = lease(results);
        assertEquals(2, second.attempt());
        assertTrue(results.complete(second, Trials.reading(4), Duration.ofMillis(1500)));
        assertEquals(
                new JobState(
                        job.id(),
                        sweep,
                        "resnet/r0",
                        job.weights(),
                        Trials.TARGET,
                        JobState.Status.DONE,
                        2,
                        null,
                        Duration.ofMillis(1500)),
                results.jobs(sweep, 0, 1).items().get(0));
    }

    @Test
    void aJobPutBackCountsNoTry() {
        Results results = open();
        sweepOf(results, 1);
        Lease first = lease(results);

        assertTrue(results.putBack(first));

        Lease second = lease(results);
        assertEquals(1, second.attempt());
        assertTrue(second.token() > first.token());
    }

    @Test
    void thePlatformsDeathIsNoTryOfAJob() {
        Results results = open();
        long sweep = sweepOf(results, 1);
        for (int death = 0; death < 3; death++) {
            assertEquals(1, lease(results).attempt());
            assertEquals(1, results.releaseAll("home"));
            assertEquals(0, results.jobs(sweep, 0, 1).items().get(0).attempts());
            assertEquals(
                    1,
                    results.lease(Trials.DEVICE, "lost", Duration.ZERO)
                            .orElseThrow()
                            .attempt());
        }
        assertTrue(results.retry(lease(results), Trials.HUNG));

        lease(results);
        assertEquals(1, results.releaseAll("home"));

        assertEquals(2, lease(results).attempt());
    }

    @Test
    void releasesWhatOneOwnerHoldsAndNothingElse() {
        Results results = open();
        sweepOf(results, 3);
        Lease mine = lease(results);
        Lease other = results.lease(Trials.DEVICE, "other home", Trials.MINUTE).orElseThrow();

        assertEquals(1, results.releaseAll("home"));

        assertFalse(results.complete(mine, Trials.reading(4), Trials.SECOND));
        assertTrue(results.complete(other, Trials.reading(4), Trials.SECOND));
        assertEquals(mine.job(), lease(results).job());
    }

    @Test
    void cancellingGivesUpWhatWaitsAndLetsTheRunningEnd() {
        Results results = open();
        long sweep = sweepOf(results, 3);
        Lease running = lease(results);

        assertTrue(results.cancel(sweep));

        assertFalse(results.cancel(sweep));
        assertFalse(results.cancel(sweep + 1));
        assertEquals(Optional.empty(), results.lease(Trials.DEVICE, "home", Trials.MINUTE));
        assertTrue(results.complete(running, Trials.reading(4), Trials.SECOND));
        SweepState cancelled = results.sweep(sweep).orElseThrow();
        assertEquals(SweepState.Status.CANCELLED, cancelled.status());
        assertEquals(List.of(1, 0), List.of(cancelled.done(), cancelled.running()));
        assertEquals(
                List.of(JobState.Status.DONE, JobState.Status.CANCELLED, JobState.Status.CANCELLED),
                results.jobs(sweep, 0, 3).items().stream().map(JobState::status).toList());
    }

    @Test
    void noJobComesBackAfterItsSweepWasCancelled() {
        Results results = open();
        long sweep = sweepOf(results, 4);
        Lease retried = lease(results);
        Lease putBack = lease(results);
        assertTrue(results.lease(Trials.DEVICE, "dead", Trials.MINUTE).isPresent());
        // Expires at once, but is taken only after the cancelling.
        assertTrue(results.lease(Trials.DEVICE, "late", Duration.ZERO).isPresent());
        assertTrue(results.cancel(sweep));

        assertTrue(results.retry(retried, Trials.HUNG));
        assertTrue(results.putBack(putBack));
        assertEquals(1, results.releaseAll("dead"));
        assertEquals(Optional.empty(), results.lease(Trials.DEVICE, "home", Trials.MINUTE));

        assertTrue(
                results.jobs(sweep, 0, 4).items().stream().allMatch(job -> job.status() == JobState.Status.CANCELLED));
    }

    @Test
    void aFinishedSweepCannotBeCancelled() {
        Results results = open();
        long sweep = sweepOf(results, 1);
        assertTrue(results.complete(lease(results), Trials.reading(4), Trials.SECOND));

        assertFalse(results.cancel(sweep));

        assertEquals(
                SweepState.Status.FINISHED, results.sweep(sweep).orElseThrow().status());
    }

    @Test
    void whatWasCommittedIsThereWhenOpenedAgain() {
        Results first = open();
        long sweep = sweepOf(first, 2);
        Lease lease = lease(first);
        assertTrue(first.complete(lease, Trials.noisy(4), Trials.SECOND));
        var row = first.rowOf(lease.job()).orElseThrow();
        SweepState state = first.sweep(sweep).orElseThrow();
        first.close();

        Results second = open();

        assertEquals(Optional.of(row), second.row(row.id()));
        assertEquals(Optional.of(state), second.sweep(sweep));
        assertEquals("resnet/r1", lease(second).subject().variant());
    }

    private static long sweepOf(Results results, int jobs) {
        return results.create(
                        Trials.spec(),
                        IntStream.range(0, jobs)
                                .mapToObj(i -> Trials.subject("resnet/r" + i))
                                .toList())
                .id();
    }
}
