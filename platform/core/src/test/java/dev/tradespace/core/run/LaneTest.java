package dev.tradespace.core.run;

import static dev.tradespace.core.run.LaneSamples.DIED;
import static dev.tradespace.core.run.LaneSamples.MODEL;
import static dev.tradespace.core.run.LaneSamples.REFUSED;
import static dev.tradespace.core.run.LaneSamples.failed;
import static dev.tradespace.core.run.LaneSamples.lease;
import static dev.tradespace.core.run.LaneSamples.measured;
import static dev.tradespace.core.run.LaneSamples.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.run.Lane.Phase;
import dev.tradespace.core.sweep.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Interleavings that could bite, each a list of events with the commands that must follow. */
class LaneTest {
    private static final Lease JOB = lease(1, 1);
    private static final Lease NEXT = lease(2, 1);
    private static final Reading CLEAN = reading(5_000_000, 0);

    private static final LaneEvent WOKEN = new LaneEvent.Woken();
    private static final LaneEvent LEASED = new LaneEvent.Leased(JOB);
    private static final LaneEvent NO_JOB = new LaneEvent.NoJob();
    private static final LaneEvent PREPARED = new LaneEvent.Prepared(MODEL);
    private static final LaneEvent STORED = new LaneEvent.Stored();
    private static final LaneEvent LOST = new LaneEvent.LeaseLost(JOB);
    private static final LaneEvent NOT_STORED = new LaneEvent.NotStored();
    private static final LaneEvent BROKEN = new LaneEvent.StoreBroken("the disk is full");
    private static final LaneEvent STOP = new LaneEvent.StopRequested();

    private static final LaneCommand TAKE = new LaneCommand.TakeLease();
    private static final LaneCommand PREPARE = new LaneCommand.Prepare(JOB);
    private static final LaneCommand MEASURE = new LaneCommand.Measure(JOB, MODEL);
    private static final LaneCommand ABORT = new LaneCommand.Abort();
    private static final LaneCommand COMPLETE = new LaneCommand.Complete(JOB, CLEAN);
    private static final LaneCommand PUT_BACK = new LaneCommand.PutBack(JOB);
    private static final LaneCommand HALT = new LaneCommand.Halt();

    private static final List<LaneEvent> UNTIL_MEASURING = List.of(WOKEN, LEASED, PREPARED);

    private static List<LaneEvent> events(LaneEvent... events) {
        return List.of(events);
    }

    private static List<LaneCommand> commands(LaneCommand... commands) {
        return List.of(commands);
    }

    private static List<LaneEvent> measuringThen(LaneEvent... further) {
        List<LaneEvent> all = new ArrayList<>(UNTIL_MEASURING);
        all.addAll(List.of(further));
        return all;
    }

    /** The lane after events, and all commands it gave on the way. */
    private record Walk(Lane lane, List<LaneCommand> commands) {
        static Walk through(List<LaneEvent> events) {
            Lane lane = Lane.idle();
            List<LaneCommand> commands = new ArrayList<>();
            for (LaneEvent event : events) {
                Lane.Step step = lane.step(event);
                lane = step.lane();
                commands.addAll(step.commands());
            }
            return new Walk(lane, commands);
        }
    }

    private static Arguments row(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        return arguments(name, events, commands, phase);
    }

    static Stream<Arguments> work() {
        return Stream.of(
                row(
                        "a job from waking to the next look",
                        measuringThen(measured(CLEAN), STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.LEASING),
                row("no job", events(WOKEN, NO_JOB), commands(TAKE), Phase.IDLE),
                row("woken again after resting", events(WOKEN, NO_JOB, WOKEN), commands(TAKE, TAKE), Phase.LEASING),
                row(
                        "work that arrives while looking is looked for once more",
                        events(WOKEN, WOKEN, WOKEN, NO_JOB, NO_JOB),
                        commands(TAKE, TAKE),
                        Phase.IDLE),
                row(
                        "work that arrives while measuring needs no second look",
                        measuringThen(WOKEN, measured(CLEAN), STORED, NO_JOB),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.IDLE),
                row(
                        "a model that cannot be built",
                        events(WOKEN, LEASED, new LaneEvent.NotPrepared(REFUSED), STORED),
                        commands(TAKE, PREPARE, new LaneCommand.Fail(JOB, REFUSED), TAKE),
                        Phase.LEASING),
                row(
                        "a worker that died is tried again by whoever leases next",
                        measuringThen(failed(DIED), STORED),
                        commands(TAKE, PREPARE, MEASURE, new LaneCommand.Retry(JOB, DIED), TAKE),
                        Phase.LEASING),
                row(
                        "a failure that would come again",
                        measuringThen(failed(REFUSED), STORED),
                        commands(TAKE, PREPARE, MEASURE, new LaneCommand.Fail(JOB, REFUSED), TAKE),
                        Phase.LEASING),
                row(
                        "a noisy measurement is taken again, and the clean one kept",
                        measuringThen(measured(reading(9, 1)), measured(CLEAN)),
                        commands(TAKE, PREPARE, MEASURE, MEASURE, COMPLETE),
                        Phase.STORING),
                row(
                        "the next job begins without the readings of the last",
                        measuringThen(
                                measured(reading(9, 1)),
                                measured(CLEAN),
                                STORED,
                                new LaneEvent.Leased(NEXT),
                                PREPARED,
                                measured(reading(8, 1))),
                        commands(
                                TAKE,
                                PREPARE,
                                MEASURE,
                                MEASURE,
                                COMPLETE,
                                TAKE,
                                new LaneCommand.Prepare(NEXT),
                                new LaneCommand.Measure(NEXT, MODEL),
                                new LaneCommand.Measure(NEXT, MODEL)),
                        Phase.MEASURING),
                row("a store that breaks while looking", events(WOKEN, BROKEN), commands(TAKE), Phase.IDLE),
                row(
                        "a store that breaks while keeping: the lease runs out by itself",
                        measuringThen(measured(CLEAN), BROKEN, WOKEN),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.LEASING));
    }

    static Stream<Arguments> leaseLost() {
        return Stream.of(
                row("while idle", events(LOST), commands(), Phase.IDLE),
                row("while looking", events(WOKEN, LOST), commands(TAKE), Phase.LEASING),
                row(
                        "while preparing: the file is awaited",
                        events(WOKEN, LEASED, LOST),
                        commands(TAKE, PREPARE),
                        Phase.ABANDONING),
                row(
                        "while preparing, and the file comes",
                        events(WOKEN, LEASED, LOST, PREPARED),
                        commands(TAKE, PREPARE, TAKE),
                        Phase.LEASING),
                row(
                        "while preparing, and the file does not come",
                        events(WOKEN, LEASED, LOST, new LaneEvent.NotPrepared(DIED)),
                        commands(TAKE, PREPARE, TAKE),
                        Phase.LEASING),
                row(
                        "while measuring: the worker is killed and awaited",
                        measuringThen(LOST),
                        commands(TAKE, PREPARE, MEASURE, ABORT),
                        Phase.ABANDONING),
                row(
                        "while measuring, and the worker is dead",
                        measuringThen(LOST, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, TAKE),
                        Phase.LEASING),
                row(
                        "while measuring, and the worker was faster: its reading is nobody's",
                        measuringThen(LOST, measured(CLEAN)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, TAKE),
                        Phase.LEASING),
                row(
                        "twice while measuring",
                        measuringThen(LOST, LOST),
                        commands(TAKE, PREPARE, MEASURE, ABORT),
                        Phase.ABANDONING),
                row(
                        "while keeping, and so nothing is kept",
                        measuringThen(measured(CLEAN), NOT_STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, TAKE),
                        Phase.LEASING),
                row(
                        "by a renewal that the completion has overtaken: its own answer is awaited",
                        measuringThen(measured(CLEAN), LOST),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE),
                        Phase.STORING),
                row(
                        "said late, while the next job is measured",
                        measuringThen(measured(CLEAN), STORED, new LaneEvent.Leased(NEXT), PREPARED, LOST),
                        commands(
                                TAKE,
                                PREPARE,
                                MEASURE,
                                COMPLETE,
                                TAKE,
                                new LaneCommand.Prepare(NEXT),
                                new LaneCommand.Measure(NEXT, MODEL)),
                        Phase.MEASURING),
                row(
                        "said of an earlier try of the same job",
                        events(WOKEN, new LaneEvent.Leased(lease(1, 2)), LOST),
                        commands(TAKE, new LaneCommand.Prepare(lease(1, 2))),
                        Phase.PREPARING));
    }

    static Stream<Arguments> stops() {
        return Stream.of(
                row("while idle", events(STOP), commands(HALT), Phase.STOPPED),
                row("while looking: the answer is awaited", events(WOKEN, STOP), commands(TAKE), Phase.LEASING),
                row(
                        "while looking, and there is a job",
                        events(WOKEN, STOP, LEASED),
                        commands(TAKE, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while looking, and there is none",
                        events(WOKEN, STOP, NO_JOB),
                        commands(TAKE, HALT),
                        Phase.STOPPED),
                row(
                        "while looking, and more work arrives",
                        events(WOKEN, STOP, WOKEN, NO_JOB),
                        commands(TAKE, HALT),
                        Phase.STOPPED),
                row(
                        "while looking, and the store breaks",
                        events(WOKEN, STOP, BROKEN),
                        commands(TAKE, HALT),
                        Phase.STOPPED),
                row(
                        "while preparing",
                        events(WOKEN, LEASED, STOP, PREPARED),
                        commands(TAKE, PREPARE, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while preparing, and it fails",
                        events(WOKEN, LEASED, STOP, new LaneEvent.NotPrepared(REFUSED)),
                        commands(TAKE, PREPARE, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while preparing, and the lease is lost",
                        events(WOKEN, LEASED, STOP, LOST, PREPARED),
                        commands(TAKE, PREPARE, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring: the worker is killed and awaited",
                        measuringThen(STOP),
                        commands(TAKE, PREPARE, MEASURE, ABORT),
                        Phase.MEASURING),
                row(
                        "while measuring, and the worker is dead",
                        measuringThen(STOP, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring, and the worker was faster: what it measured is kept",
                        measuringThen(STOP, measured(CLEAN), STORED),
                        commands(TAKE, PREPARE, MEASURE, ABORT, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring, and the worker was faster, but disturbed",
                        measuringThen(STOP, measured(reading(9, 1))),
                        commands(TAKE, PREPARE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring again",
                        measuringThen(measured(reading(9, 1)), STOP, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED),
                row(
                        "while measuring, and the lease is lost: the worker is killed once",
                        measuringThen(STOP, LOST, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, HALT),
                        Phase.STOPPED),
                row(
                        "while a worker without a lease dies",
                        measuringThen(LOST, STOP, failed(DIED)),
                        commands(TAKE, PREPARE, MEASURE, ABORT, HALT),
                        Phase.STOPPED),
                row(
                        "while keeping",
                        measuringThen(measured(CLEAN), STOP, STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "while keeping, and nothing is kept",
                        measuringThen(measured(CLEAN), STOP, NOT_STORED),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "while keeping, and a renewal says that the lease is lost: the answer is awaited",
                        measuringThen(measured(CLEAN), STOP, LOST),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE),
                        Phase.STORING),
                row(
                        "while keeping, and the store breaks",
                        measuringThen(measured(CLEAN), STOP, BROKEN),
                        commands(TAKE, PREPARE, MEASURE, COMPLETE, HALT),
                        Phase.STOPPED),
                row(
                        "twice",
                        measuringThen(STOP, STOP, failed(DIED), STOP),
                        commands(TAKE, PREPARE, MEASURE, ABORT, PUT_BACK, HALT),
                        Phase.STOPPED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    void works(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        follows(events, commands, phase);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaseLost")
    void losesItsLease(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        follows(events, commands, phase);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stops")
    void stops(String name, List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        follows(events, commands, phase);
    }

    private static void follows(List<LaneEvent> events, List<LaneCommand> commands, Phase phase) {
        Walk walk = Walk.through(events);
        assertEquals(commands, walk.commands());
        assertEquals(phase, walk.lane().phase());
    }

    @Test
    void measuresADisturbedJobABoundedNumberOfTimesAndKeepsTheCalmestReading() {
        Reading worse = reading(7, 2);
        Reading slower = reading(9, 1);
        Reading faster = reading(8, 1);
        for (List<Reading> readings :
                List.of(List.of(slower, faster), List.of(worse, faster), List.of(faster, worse))) {
            Walk walk = Walk.through(measuringThen(measured(readings.get(0)), measured(readings.get(1))));
            assertEquals(
                    commands(TAKE, PREPARE, MEASURE, MEASURE, new LaneCommand.Complete(JOB, faster)), walk.commands());
        }
        assertEquals(2, Lane.MEASUREMENTS, "the lists above hold as many");
    }

    @Test
    void keepsADisturbedReadingWhenTheSecondMeasurementFails() {
        Reading noisy = reading(9, 1);
        assertEquals(
                commands(TAKE, PREPARE, MEASURE, MEASURE, new LaneCommand.Complete(JOB, noisy)),
                Walk.through(measuringThen(measured(noisy), failed(DIED))).commands());
    }

    @Test
    void retriesABoundedNumberOfTimes() {
        for (int attempt = 1; attempt <= Lane.ATTEMPTS + 1; attempt++) {
            Lease lease = lease(1, attempt);
            List<LaneCommand> commands = Walk.through(
                            events(WOKEN, new LaneEvent.Leased(lease), PREPARED, failed(DIED)))
                    .commands();
            assertEquals(
                    attempt < Lane.ATTEMPTS ? new LaneCommand.Retry(lease, DIED) : new LaneCommand.Fail(lease, DIED),
                    commands.get(commands.size() - 1));
        }
    }

    /** Answers that cannot be meant for the phase, and so change nothing. */
    private static List<LaneEvent> late(Phase phase) {
        LaneEvent notPrepared = new LaneEvent.NotPrepared(REFUSED);
        LaneEvent dead = failed(new Outcome.Failure("late", "", true));
        LaneEvent other = new LaneEvent.LeaseLost(lease(9, 1));
        return switch (phase) {
            case IDLE -> List.of(LEASED, NO_JOB, PREPARED, notPrepared, dead, STORED, NOT_STORED, LOST, BROKEN, other);
            case LEASING -> List.of(PREPARED, notPrepared, dead, STORED, NOT_STORED, LOST, other);
            case PREPARING -> List.of(LEASED, NO_JOB, dead, STORED, NOT_STORED, BROKEN, other);
            case MEASURING -> List.of(LEASED, NO_JOB, PREPARED, notPrepared, STORED, NOT_STORED, BROKEN, other);
            case ABANDONING -> List.of(LEASED, NO_JOB, STORED, NOT_STORED, BROKEN, LOST, other);
            case STORING -> List.of(LEASED, NO_JOB, PREPARED, notPrepared, dead, LOST, other);
            case STOPPED ->
                List.of(
                        WOKEN,
                        LEASED,
                        NO_JOB,
                        PREPARED,
                        notPrepared,
                        dead,
                        STORED,
                        NOT_STORED,
                        LOST,
                        BROKEN,
                        STOP,
                        other);
        };
    }

    private static Lane at(Phase phase) {
        return Walk.through(
                        switch (phase) {
                            case IDLE -> events();
                            case LEASING -> events(WOKEN);
                            case PREPARING -> events(WOKEN, LEASED);
                            case MEASURING -> UNTIL_MEASURING;
                            case ABANDONING -> measuringThen(LOST);
                            case STORING -> measuringThen(measured(CLEAN));
                            case STOPPED -> events(STOP);
                        })
                .lane();
    }

    @ParameterizedTest
    @EnumSource
    void ignoresLateAnswers(Phase phase) {
        Lane lane = at(phase);
        assertEquals(phase, lane.phase());
        for (LaneEvent event : late(phase)) {
            Lane.Step step = lane.step(event);
            assertSame(lane, step.lane(), event::toString);
            assertEquals(List.of(), step.commands(), event::toString);
        }
    }
}
