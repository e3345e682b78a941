package dev.tradespace.results;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.job.JobChange;
import dev.tradespace.core.job.JobQueue;
import dev.tradespace.core.job.LeasedJob;
import dev.tradespace.core.job.ModelKey;
import dev.tradespace.core.job.Renewal;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.JobState.Status;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A queue that keeps its jobs in lists, to show that whoever works on jobs needs no database. */
final class MemoryJobQueue implements JobQueue {
    private final InstantSource clock = InstantSource.system();
    private final List<Job> jobs = new ArrayList<>();
    private final List<ResultRow> rows = new ArrayList<>();
    private final Set<Long> cancelled = new HashSet<>();
    private long sweeps;

    private static final class Job {
        private final long sweep;
        private final Subject subject;
        private JobState state;
        private long token;
        private String owner = "";
        private Instant until = Instant.MIN;

        Job(long id, long sweep, Subject subject) {
            this.sweep = sweep;
            this.subject = subject;
            this.state = JobState.of(new Lease(id, sweep, subject, 0, 0), Status.READY, null, Duration.ZERO);
        }

        boolean isFree(Instant now) {
            return state.status() == Status.READY || (state.status() == Status.LEASED && !until.isAfter(now));
        }

        boolean hasEnded() {
            return state.status() != Status.READY && state.status() != Status.LEASED;
        }
    }

    synchronized long add(List<Subject> subjects) {
        sweeps++;
        subjects.forEach(subject -> jobs.add(new Job(jobs.size() + 1, sweeps, subject)));
        return sweeps;
    }

    synchronized boolean cancel(long sweep) {
        if (jobs.stream().noneMatch(job -> job.sweep == sweep && !job.hasEnded()) || !cancelled.add(sweep)) {
            return false;
        }
        jobs.stream()
                .filter(job -> job.sweep == sweep && job.state.status() == Status.READY)
                .forEach(job -> job.state = moved(job, Status.CANCELLED, job.state.attempts(), job.state.reason()));
        return true;
    }

    synchronized List<JobState> jobs(long sweep) {
        return jobs.stream()
                .filter(job -> job.sweep == sweep)
                .map(job -> job.state)
                .toList();
    }

    synchronized SweepState state(long sweep) {
        Map<Status, Long> counts =
                jobs(sweep).stream().collect(Collectors.groupingBy(JobState::status, Collectors.counting()));
        int done = counts.getOrDefault(Status.DONE, 0L).intValue();
        int failed = counts.getOrDefault(Status.FAILED, 0L).intValue();
        SweepState.Status status = cancelled.contains(sweep)
                ? SweepState.Status.CANCELLED
                : done + failed == jobs(sweep).size() ? SweepState.Status.FINISHED : SweepState.Status.ACTIVE;
        int running = counts.getOrDefault(Status.LEASED, 0L).intValue();
        return new SweepState(
                sweep, Trials.spec(), status, jobs(sweep).size(), done, failed, running, Instant.EPOCH, null);
    }

    synchronized int rows() {
        return rows.size();
    }

    private static JobState moved(Job job, Status status, int attempts, @Nullable String reason) {
        Lease lease = new Lease(job.state.id(), job.sweep, job.subject, attempts, job.token);
        return JobState.of(lease, status, reason, Duration.ZERO);
    }

    private JobChange change(Job job, @Nullable ResultRow row) {
        return new JobChange(job.state, row, state(job.sweep));
    }

    @Override
    public synchronized Optional<LeasedJob> lease(String device, String owner, Duration term) {
        for (Job job : jobs) {
            if (job.subject.key().target().startsWith(device + "/") && job.isFree(clock.instant())) {
                boolean late = job.state.status() == Status.LEASED;
                if (cancelled.contains(job.sweep)) {
                    job.state = moved(job, Status.CANCELLED, job.state.attempts(), job.state.reason());
                    continue;
                }
                job.token++;
                job.owner = owner;
                job.until = clock.instant().plus(term);
                job.state = moved(job, Status.LEASED, job.state.attempts() + (late ? 0 : 1), job.state.reason());
                Lease lease = new Lease(job.state.id(), job.sweep, job.subject, job.state.attempts(), job.token);
                return Optional.of(new LeasedJob(lease, change(job, null)));
            }
        }
        return Optional.empty();
    }

    private Optional<Job> held(Lease lease) {
        Job job = jobs.get(Math.toIntExact(lease.job() - 1));
        return job.token == lease.token() && job.state.status() == Status.LEASED ? Optional.of(job) : Optional.empty();
    }

    @Override
    public synchronized Renewal renew(Lease lease, Duration term) {
        Optional<Job> job = held(lease);
        job.ifPresent(held -> held.until = clock.instant().plus(term));
        return job.isEmpty() ? Renewal.LOST : cancelled.contains(lease.sweep()) ? Renewal.CANCELLED : Renewal.HELD;
    }

    @Override
    public synchronized int releaseAll(String owner) {
        List<Job> held = jobs.stream()
                .filter(job -> job.state.status() == Status.LEASED && job.owner.equals(owner))
                .toList();
        held.forEach(job -> back(job, job.state.attempts() - 1, job.state.reason()));
        return held.size();
    }

    private void back(Job job, int attempts, @Nullable String reason) {
        job.state = moved(job, cancelled.contains(job.sweep) ? Status.CANCELLED : Status.READY, attempts, reason);
    }

    @Override
    public synchronized Optional<JobChange> complete(Lease lease, Reading reading, Duration spent) {
        return end(
                lease,
                Status.DONE,
                null,
                spent,
                Map.of(
                        Metric.LATENCY,
                        Objects.requireNonNull(reading.timing()).summary().latency()));
    }

    @Override
    public synchronized Optional<JobChange> fail(
            Lease lease, Outcome.Failure failure, Conditions conditions, Duration spent) {
        return end(lease, Status.FAILED, failure.reason(), spent, Map.of());
    }

    private Optional<JobChange> end(
            Lease lease, Status status, @Nullable String reason, Duration spent, Map<Metric, Figure> figures) {
        return held(lease).map(job -> {
            job.state = JobState.of(lease, status, reason, spent);
            ResultRow row = new ResultRow(
                    rows.size() + 1,
                    job.subject.model(),
                    job.subject.key(),
                    figures,
                    null,
                    true,
                    List.of(),
                    reason,
                    clock.instant());
            rows.add(row);
            return change(job, row);
        });
    }

    @Override
    public synchronized Optional<JobChange> retry(Lease lease, Outcome.Failure failure) {
        return held(lease).map(job -> {
            back(job, lease.attempt(), failure.reason());
            return change(job, null);
        });
    }

    @Override
    public synchronized Optional<JobChange> putBack(Lease lease) {
        return held(lease).map(job -> {
            back(job, lease.attempt() - 1, job.state.reason());
            return change(job, null);
        });
    }

    @Override
    public synchronized Set<ModelKey> awaited() {
        return jobs.stream()
                .filter(job -> !job.hasEnded())
                .map(job -> new ModelKey(
                        job.subject.key().architecture(), job.subject.key().weights()))
                .collect(Collectors.toSet());
    }
}
