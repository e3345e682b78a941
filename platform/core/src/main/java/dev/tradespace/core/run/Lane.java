package dev.tradespace.core.run;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.run.LaneCommand.*;
import dev.tradespace.core.run.LaneEvent.*;
import dev.tradespace.core.sweep.Lease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one device's lane does, as a pure state machine: take a lease, prepare the model, measure, record, again. Immutable; {@link #step}
 * is a function of state and event, so that any interleaving is a plain list in a test.
 *
 * @param phase what the lane waits for
 * @param lease the job it holds, null in idle and leasing
 * @param model the prepared model, null until it is
 * @param readings readings of this job that were disturbed
 * @param woken whether work arrived while it was busy looking
 * @param stopping whether it was asked to stop
 */
public record Lane(
        Phase phase,
        @Nullable Lease lease,
        @Nullable Path model,
        List<Reading> readings,
        boolean woken,
        boolean stopping) {
    /** How often a disturbed measurement is taken, the first included. */
    public static final int MEASUREMENTS = 2;
    /** How often a job is tried when its worker dies. */
    public static final int ATTEMPTS = 2;

    /** What a lane waits for. */
    public enum Phase {
        /** For work. */
        IDLE,
        /** For the store's answer whether there is a job. */
        LEASING,
        /** For the model's file, which may have to be trained first. */
        PREPARING,
        /** For the worker. */
        MEASURING,
        /** For the worker to die: its lease was lost. */
        ABANDONING,
        /** For the preparation to end: its sweep was cancelled. */
        GIVING_UP,
        /** For the store to keep what was measured. */
        STORING,
        /** For nothing any more. */
        STOPPED
    }

    public Lane {
        readings = List.copyOf(readings);
    }

    /**
     * What follows an event.
     *
     * @param lane the new state
     * @param commands what to do, in order
     */
    public record Step(Lane lane, List<LaneCommand> commands) {
        public Step {
            commands = List.copyOf(commands);
        }
    }

    /** A lane that waits for work. */
    public static Lane idle() {
        return new Lane(Phase.IDLE, null, null, List.of(), false, false);
    }

    /** What follows an event; an event that cannot be meant for this state, such as a late answer, changes nothing. */
    public Step step(LaneEvent event) {
        if (phase == Phase.STOPPED) {
            return stay();
        }
        if (event instanceof Woken) {
            return phase == Phase.IDLE && !stopping ? take() : with(phase, lease, model, readings, true, stopping);
        }
        if (event instanceof StopRequested) {
            return stopping ? stay() : stop();
        }
        if (event instanceof LeaseLost lost && !lost.lease().equals(lease)) {
            return stay();
        }
        return switch (phase) {
            case LEASING -> leasing(event);
            case PREPARING -> preparing(event);
            case MEASURING -> measuring(event);
            case ABANDONING ->
                event instanceof Measured || event instanceof Prepared || event instanceof NotPrepared
                        ? next()
                        : stay();
            case GIVING_UP -> givingUp(event);
            case STORING -> storing(event);
            case IDLE, STOPPED -> stay();
        };
    }

    private Step leasing(LaneEvent event) {
        if (event instanceof Leased leased) {
            return stopping
                    ? halt(new PutBack(leased.lease()))
                    : with(Phase.PREPARING, leased.lease(), null, List.of(), false, false, new Prepare(leased.lease()));
        }
        if (event instanceof NoJob) {
            return stopping ? halt() : woken ? take() : rest();
        }
        return event instanceof StoreBroken ? (stopping ? halt() : rest()) : stay();
    }

    private Step preparing(LaneEvent event) {
        if (event instanceof LeaseLost) {
            return abandon();
        }
        if (event instanceof SweepCancelled cancelled) {
            return stopping || lease == null || lease.sweep() != cancelled.sweep()
                    ? stay()
                    : with(Phase.GIVING_UP, lease, null, List.of(), woken, false, new Abort());
        }
        if (stopping && lease != null && (event instanceof Prepared || event instanceof NotPrepared)) {
            return halt(new PutBack(lease));
        }
        if (event instanceof Prepared prepared && lease != null) {
            return with(
                    Phase.MEASURING,
                    lease,
                    prepared.model(),
                    readings,
                    woken,
                    false,
                    new Measure(lease, prepared.model()));
        }
        if (event instanceof NotPrepared failed && lease != null) {
            return store(retryOrFail(lease, failed.failure()));
        }
        return stay();
    }

    private Step givingUp(LaneEvent event) {
        if (event instanceof LeaseLost) {
            return with(Phase.ABANDONING, null, null, List.of(), woken, stopping);
        }
        if (lease != null && (event instanceof Prepared || event instanceof NotPrepared)) {
            return stopping ? halt(new PutBack(lease)) : store(new GiveUp(lease));
        }
        return stay();
    }

    /** Whoever is at work is killed; one that was asked to stop is dying already. */
    private Step abandon() {
        return stopping
                ? with(Phase.ABANDONING, null, null, List.of(), woken, true)
                : with(Phase.ABANDONING, null, null, List.of(), woken, false, new Abort());
    }

    private static LaneCommand retryOrFail(Lease lease, Outcome.Failure failure) {
        return failure.worthRetrying() && lease.attempt() < ATTEMPTS
                ? new Retry(lease, failure)
                : new Fail(lease, failure);
    }

    private Step measuring(LaneEvent event) {
        if (event instanceof LeaseLost) {
            return abandon();
        }
        if (!(event instanceof Measured measured) || lease == null || model == null) {
            return stay();
        }
        if (measured.outcome() instanceof Outcome.Completed completed) {
            return completed(lease, model, completed.reading());
        }
        Outcome.Failure failure = ((Outcome.Failed) measured.outcome()).failure();
        if (stopping) {
            return halt(new PutBack(lease));
        }
        if (!readings.isEmpty()) {
            return store(new Complete(lease, calmest(readings)));
        }
        return store(retryOrFail(lease, failure));
    }

    private Step completed(Lease held, Path file, Reading reading) {
        List<Reading> all = new ArrayList<>(readings);
        all.add(reading);
        if (reading.noisy() && all.size() < MEASUREMENTS) {
            return stopping
                    ? halt(new PutBack(held))
                    : with(Phase.MEASURING, held, file, all, woken, false, new Measure(held, file));
        }
        return store(new Complete(held, reading.noisy() ? calmest(all) : reading));
    }

    private Step storing(LaneEvent event) {
        if (event instanceof Stored || event instanceof NotStored) {
            return next();
        }
        return event instanceof StoreBroken ? (stopping ? halt() : rest()) : stay();
    }

    private Step stop() {
        return switch (phase) {
            case IDLE -> halt();
            case PREPARING, MEASURING -> with(phase, lease, model, readings, woken, true, new Abort());
            default -> with(phase, lease, model, readings, woken, true);
        };
    }

    /** The reading with the fewest disturbances, the fastest median among equals: noise only ever adds time. */
    private static Reading calmest(List<Reading> readings) {
        return readings.stream()
                .min(Comparator.<Reading>comparingInt(
                                reading -> reading.disturbances().size())
                        .thenComparingDouble(reading ->
                                reading.figure(Metric.LATENCY).value().orElse(Double.POSITIVE_INFINITY)))
                .orElseThrow();
    }

    private Step store(LaneCommand command) {
        return with(Phase.STORING, lease, null, List.of(), woken, stopping, command);
    }

    private Step next() {
        return stopping ? halt() : take();
    }

    private Step take() {
        return with(Phase.LEASING, null, null, List.of(), false, stopping, new TakeLease());
    }

    private Step rest() {
        return with(Phase.IDLE, null, null, List.of(), false, false);
    }

    private Step halt(LaneCommand... last) {
        List<LaneCommand> commands = new ArrayList<>(List.of(last));
        commands.add(new Halt());
        return new Step(new Lane(Phase.STOPPED, null, null, List.of(), false, true), commands);
    }

    private Step stay() {
        return new Step(this, List.of());
    }

    private static Step with(
            Phase phase,
            @Nullable Lease lease,
            @Nullable Path model,
            List<Reading> readings,
            boolean woken,
            boolean stopping,
            LaneCommand... commands) {
        return new Step(new Lane(phase, lease, model, readings, woken, stopping), List.of(commands));
    }
}
