package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.job.JobChange;
import dev.tradespace.core.job.JobQueue;
import dev.tradespace.core.job.LeasedJob;
import dev.tradespace.core.job.ModelKey;
import dev.tradespace.core.job.Renewal;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.JobState.Status;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leases and what comes of them: the same on every database, and where there is none. */
interface JobQueueContract {
    /** The queue of this test, which is empty. */
    JobQueue queue();

    /** The same queue as another of its users has it. */
    JobQueue sameQueue();

    /** Adds a sweep of one job for each subject. */
    long sweep(List<Subject> subjects);

    boolean cancel(long sweep);

    SweepState state(long sweep);

    List<JobState> jobs(long sweep);

    /** How many rows all jobs have given. */
    long rows();

    private long sweep(int jobs) {
        return sweep(IntStream.range(0, jobs)
                .mapToObj(i -> Trials.subject("resnet/r" + i))
                .toList());
    }

    private static Optional<Lease> taken(JobQueue queue, String owner, Duration term) {
        return queue.lease(Trials.DEVICE, owner, term).map(LeasedJob::lease);
    }

    private Lease lease() {
        return taken(queue(), "home", Trials.MINUTE).orElseThrow();
    }

    private static ModelKey key(Subject subject) {
        return new ModelKey(subject.key().architecture(), subject.key().weights());
    }

    @Test
    default void tellsHowAJobAndItsSweepStandAfterEachChange() {
        long sweep = sweep(2);
        LeasedJob taken = queue().lease(Trials.DEVICE, "home", Trials.MINUTE).orElseThrow();
        assertEquals(new JobChange(jobs(sweep).get(0), null, state(sweep)), taken.change());
        assertEquals(Status.LEASED, taken.change().job().status());

        JobChange retried = queue().retry(taken.lease(), Trials.HUNG).orElseThrow();
        assertEquals(new JobChange(jobs(sweep).get(0), null, state(sweep)), retried);
        assertEquals(Status.READY, retried.job().status());
        assertEquals(Trials.HUNG.reason(), retried.job().reason());

        JobChange done =
                queue().complete(lease(), Trials.reading(4), Trials.SECOND).orElseThrow();
        assertEquals(new JobChange(jobs(sweep).get(0), done.row(), state(sweep)), done);
        assertEquals(Status.DONE, done.job().status());
        assertEquals("resnet/r0", Objects.requireNonNull(done.row()).model().toString());

        JobChange back = queue().putBack(lease()).orElseThrow();
        assertEquals(new JobChange(jobs(sweep).get(1), null, state(sweep)), back);
        assertEquals(0, back.job().attempts());

        JobChange failed = queue().fail(lease(), Trials.HUNG, Trials.SECOND).orElseThrow();
        assertEquals(new JobChange(jobs(sweep).get(1), failed.row(), state(sweep)), failed);
        assertEquals(Trials.HUNG.reason(), Objects.requireNonNull(failed.row()).failure());
        assertEquals(SweepState.Status.FINISHED, state(sweep).status());
    }

    @Test
    default void countsASweepDownToFinished() {
        long sweep = sweep(3);

        assertTrue(queue().complete(lease(), Trials.reading(4), Duration.ofSeconds(3))
                .isPresent());
        assertTrue(queue().fail(lease(), Trials.HUNG, Duration.ofSeconds(5)).isPresent());
        lease();
        SweepState during = state(sweep);

        assertEquals(
                List.of(SweepState.Status.ACTIVE, 3, 1, 1, 1),
                List.of(during.status(), during.total(), during.done(), during.failed(), during.running()));
        assertEquals(1, queue().releaseAll("home"));
        assertTrue(queue().complete(lease(), Trials.reading(4), Duration.ofSeconds(1))
                .isPresent());
        assertEquals(SweepState.Status.FINISHED, state(sweep).status());
    }

    @Test
    default void saysWhichModelsJobsWaitForOnAnyDevice() {
        assertEquals(Set.of(), queue().awaited());
        Subject elsewhere = Trials.subject("vit/b16", "other-box/ort-fp32-1t", Protocol.QUICK, Map.of());
        sweep(List.of(Trials.subject("resnet/a"), elsewhere));
        Set<ModelKey> both = Set.of(key(Trials.subject("resnet/a")), key(elsewhere));
        assertEquals(both, queue().awaited());
        Lease lease = lease();
        assertEquals(both, queue().awaited(), "what is worked on is needed most");
        assertTrue(queue().complete(lease, Trials.reading(4), Duration.ofSeconds(1))
                .isPresent());
        assertEquals(Set.of(key(elsewhere)), queue().awaited());
    }

    @Test
    default void leasesJobsOfADeviceInOrderWithTheWholeSubject() {
        var known = Trials.everyOrigin();
        var first = Trials.subject("resnet/a", Trials.TARGET, Protocol.LONG, known);
        long sweep = sweep(List.of(first, Trials.subject("resnet/b")));

        Lease lease = lease();

        assertEquals(first, lease.subject());
        assertEquals(List.of(sweep, 1), List.of(lease.sweep(), lease.attempt()));
        assertEquals(Optional.empty(), queue().lease("other-device", "home", Trials.MINUTE));
        assertEquals("resnet/b", lease().subject().model().toString());
        assertEquals(Optional.empty(), queue().lease(Trials.DEVICE, "home", Trials.MINUTE));
    }

    @Test
    default void fourClaimersGetEveryJobOnceAndNoneGoesAwayEmptyWhileJobsWait() throws Exception {
        int jobs = 200;
        List<JobQueue> queues = List.of(queue(), sameQueue());
        sweep(jobs);
        List<Callable<List<Long>>> claimers = IntStream.range(0, 4)
                .<Callable<List<Long>>>mapToObj(claimer -> () -> {
                    List<Long> claimed = new ArrayList<>();
                    // A claimer that saw no job although one waits would end early, and fewer than all would be
                    // claimed:
                    // each claims its share and not one more.
                    for (int i = 0; i < jobs / 4; i++) {
                        claimed.add(taken(queues.get(claimer % 2), "home", Trials.MINUTE)
                                .orElseThrow()
                                .job());
                    }
                    return claimed;
                })
                .toList();

        List<Long> all =
                StoreTest.inParallel(claimers).stream().flatMap(List::stream).toList();

        assertEquals(jobs, all.size());
        assertEquals(jobs, new HashSet<>(all).size());
    }

    @Test
    default void anExpiredLeaseGoesToTheNextAndTheOldTokenIsRefused() {
        long sweep = sweep(1);
        Lease old = taken(queue(), "home", Duration.ZERO).orElseThrow();

        Lease next = lease();

        assertEquals(old.job(), next.job());
        assertTrue(next.token() > old.token());
        assertEquals(1, next.attempt());
        assertEquals(Optional.empty(), queue().complete(old, Trials.reading(4), Trials.SECOND));
        assertEquals(Optional.empty(), queue().fail(old, Trials.HUNG, Trials.SECOND));
        assertEquals(Optional.empty(), queue().retry(old, Trials.HUNG));
        assertEquals(Optional.empty(), queue().putBack(old));
        assertEquals(Renewal.LOST, queue().renew(old, Trials.MINUTE));
        assertEquals(0, rows());
        assertEquals(1, state(sweep).running());
        assertTrue(queue().complete(next, Trials.reading(4), Trials.SECOND).isPresent());
        assertEquals(Optional.empty(), queue().complete(next, Trials.reading(5), Trials.SECOND));
        assertEquals(1, rows());
    }

    @Test
    default void aLateWorkerMayStillAnswerWhileNobodyTookItsJob() {
        sweep(1);
        Lease late = taken(queue(), "home", Duration.ZERO).orElseThrow();

        assertTrue(queue().complete(late, Trials.reading(4), Trials.SECOND).isPresent());
    }

    @Test
    default void aRenewedLeaseIsNotTaken() {
        long sweep = sweep(1);
        Lease lease = taken(queue(), "home", Duration.ZERO).orElseThrow();

        assertEquals(Renewal.HELD, queue().renew(lease, Trials.MINUTE));

        assertEquals(Optional.empty(), queue().lease(Trials.DEVICE, "home", Trials.MINUTE));
        assertTrue(cancel(sweep));
        assertEquals(Renewal.CANCELLED, queue().renew(lease, Trials.MINUTE));
    }

    @Test
    default void aRetriedJobWaitsAgainWithItsReason() {
        long sweep = sweep(1);

        assertTrue(queue().retry(lease(), Trials.HUNG).isPresent());

        JobState job = jobs(sweep).get(0);
        assertEquals(Status.READY, job.status());
        assertEquals(Trials.HUNG.reason(), job.reason());
        Lease second = lease();
        assertEquals(2, second.attempt());
        assertTrue(queue().complete(second, Trials.reading(4), Duration.ofMillis(1500))
                .isPresent());
        assertEquals(
                new JobState(
                        job.id(),
                        sweep,
                        ModelId.parse("resnet/r0"),
                        job.weights(),
                        Trials.TARGET,
                        Status.DONE,
                        2,
                        null,
                        Duration.ofMillis(1500)),
                jobs(sweep).get(0));
    }

    @Test
    default void aJobPutBackCountsNoTry() {
        sweep(1);
        Lease first = lease();

        assertTrue(queue().putBack(first).isPresent());

        Lease second = lease();
        assertEquals(1, second.attempt());
        assertTrue(second.token() > first.token());
    }

    @Test
    default void thePlatformsDeathIsNoTryOfAJob() {
        long sweep = sweep(1);
        for (int death = 0; death < 3; death++) {
            assertEquals(1, lease().attempt());
            assertEquals(1, queue().releaseAll("home"));
            assertEquals(0, jobs(sweep).get(0).attempts());
            assertEquals(1, taken(queue(), "lost", Duration.ZERO).orElseThrow().attempt());
        }
        assertTrue(queue().retry(lease(), Trials.HUNG).isPresent());

        lease();
        assertEquals(1, queue().releaseAll("home"));

        assertEquals(2, lease().attempt());
    }

    @Test
    default void releasesWhatOneOwnerHoldsAndNothingElse() {
        sweep(3);
        Lease mine = lease();
        Lease other = taken(queue(), "other home", Trials.MINUTE).orElseThrow();

        assertEquals(1, queue().releaseAll("home"));

        assertEquals(Optional.empty(), queue().complete(mine, Trials.reading(4), Trials.SECOND));
        assertTrue(queue().complete(other, Trials.reading(4), Trials.SECOND).isPresent());
        assertEquals(mine.job(), lease().job());
    }

    @Test
    default void cancellingGivesUpWhatWaitsAndLetsTheRunningEnd() {
        long sweep = sweep(3);
        Lease running = lease();

        assertTrue(cancel(sweep));

        assertEquals(false, cancel(sweep));
        assertEquals(false, cancel(sweep + 1));
        assertEquals(Optional.empty(), queue().lease(Trials.DEVICE, "home", Trials.MINUTE));
        assertTrue(queue().complete(running, Trials.reading(4), Trials.SECOND).isPresent());
        SweepState cancelled = state(sweep);
        assertEquals(SweepState.Status.CANCELLED, cancelled.status());
        assertEquals(List.of(1, 0), List.of(cancelled.done(), cancelled.running()));
        assertEquals(
                List.of(Status.DONE, Status.CANCELLED, Status.CANCELLED),
                jobs(sweep).stream().map(JobState::status).toList());
    }

    @Test
    default void noJobComesBackAfterItsSweepWasCancelled() {
        long sweep = sweep(4);
        Lease retried = lease();
        Lease putBack = lease();
        assertTrue(taken(queue(), "dead", Trials.MINUTE).isPresent());
        // Expires at once, but is taken only after the cancelling.
        assertTrue(taken(queue(), "late", Duration.ZERO).isPresent());
        assertTrue(cancel(sweep));

        assertEquals(
                Status.CANCELLED,
                queue().retry(retried, Trials.HUNG).orElseThrow().job().status());
        JobChange given = queue().putBack(putBack).orElseThrow();
        assertEquals(Status.CANCELLED, given.job().status());
        assertNull(given.row());
        assertEquals(1, queue().releaseAll("dead"));
        assertEquals(Optional.empty(), queue().lease(Trials.DEVICE, "home", Trials.MINUTE));

        assertTrue(jobs(sweep).stream().allMatch(job -> job.status() == Status.CANCELLED));
    }
}
